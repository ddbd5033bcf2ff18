import { convertText } from '../../electron/usecases/convert/convertText.ts';
import { itemFields } from '../../electron/usecases/plan/itemFields.ts';
import { LINES } from '../../shared/contract/lines/lines.ts';
import type { SealedContext } from '../../shared/domain/plan.ts';
import { expandItem } from '../../shared/ews/expandItem.ts';
import { CONTEXT, WINDOW } from './context.ts';

/** What XML 1.0 §2.2 cannot hold: the whole request would be refused for it. */
const ILLEGAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const LIVE: SealedContext = { ...CONTEXT, meetings: 'live' };
const MOST_SECONDS = 1;

/** What is wrong with the conversion of a text, whatever the text; null when nothing is. */
export function conversionFault(text: string, owner: string): string | null {
  try {
    for (const context of [CONTEXT, LIVE]) {
      const start = process.cpuUsage();
      const converted = convertText({ name: 'hostile.ics', text, owner, context });
      const seconds = process.cpuUsage(start).user / 1e6;
      if (seconds > MOST_SECONDS) return `takes ${seconds.toFixed(1)} s`;
      const fault = faultIn(converted);
      if (fault !== null) return fault;
    }
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function faultIn({ items, skipped, notes, unreadable }: ReturnType<typeof convertText>): string | null {
  if (items.length + skipped.length === 0 && unreadable === null && notes.length === 0) return 'nothing became of it, and nobody says why';
  const line = { file: 'hostile.ics', items: items.map((item) => itemFields(item)), notes };
  const parsed = LINES.convert.safeParse(line);
  if (!parsed.success) return `not in the contract: ${parsed.error.message}`;
  const bad = illegalString(line);
  if (bad !== null) return `illegal in XML: ${JSON.stringify(bad)}`;
  if (new Set(items.map(({ key }) => key)).size < items.length) return 'two items with one key';
  for (const { item, part } of items) {
    if (Number.isNaN(Date.parse(item.start)) || !(Date.parse(item.end) >= Date.parse(item.start))) return `${part} ends before it starts`;
    expandItem(item, WINDOW);
  }
  return null;
}

function illegalString(value: unknown): string | null {
  if (typeof value === 'string') return ILLEGAL.test(value) || !value.isWellFormed() ? value : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const bad = illegalString(key) ?? illegalString(inner);
    if (bad !== null) return bad;
  }
  return null;
}
