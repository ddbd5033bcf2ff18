import type { PreviewRow } from '../../../../shared/contract/wizard/preview.ts';
import type { MessageKey, Words } from '../../text/catalogue.ts';
import { isMessageKey } from '../../text/catalogue.ts';
import type { DifferenceKind } from '../../ui/DifferenceWord.tsx';

type Severity = NonNullable<PreviewRow['worst']>;

/** What a note's weight is called on screen. */
export const SEVERITY_WORDS: Readonly<Record<Severity, DifferenceKind>> = {
  adjusted: 'changed',
  dropped: 'in-part',
  unsupported: 'not-carried',
};

export function differenceKey(kind: DifferenceKind): MessageKey {
  return `difference.${kind}`;
}

/** «Weekly», in the viewer's language; '' for what happens once. */
export function repeatWords(repeats: string | null, { t }: Words): string {
  if (repeats === null) return '';
  const key = `repeats.${repeats}`;
  return isMessageKey(key) ? t(key) : t('repeats.other');
}

/** The second line: kind, how often, with how many guests, whose. */
export function rowLine(row: PreviewRow, words: Words, isEveryone: boolean): string {
  const { t } = words;
  if (row.type === 'skipped') return row.reason;
  const kind = row.kind === null ? '' : t(row.kind === 'meeting' && row.mode === 'live' ? 'kind.live' : `kind.${row.kind}`);
  const guests = row.guests > 0 ? t('row.guests', { count: row.guests }) : '';
  const isPrivate = row.isPrivate ? t('row.private') : '';
  return [kind, repeatWords(row.repeats, words), guests, isPrivate, isEveryone ? row.person : ''].filter(Boolean).join(', ');
}

/** What stands at the right: how many changes, or that it stays the same. */
export function rowChange(row: PreviewRow, { t }: Words): string {
  if (row.type === 'skipped') return t('row.leftOut');
  if (row.kind === 'travel') return row.showAs === 'OOF' ? t('showAs.OOF') : t('showAs.Busy');
  return row.changes === 0 ? t('difference.same') : t('row.changes', { count: row.changes });
}

/** Whether travel leads to its event or comes back from it; null when the event is not near in the list. */
export function travelSide(
  row: PreviewRow,
  rowAt: (distance: number) => PreviewRow | null,
): { readonly side: 'before' | 'after'; readonly parent: PreviewRow } | null {
  if (row.kind !== 'travel' || row.parentKey === null) return null;
  for (const distance of [1, -1, 2, -2, 3, -3, 4, -4]) {
    const parent = rowAt(distance);
    if (parent?.key === row.parentKey) return { side: distance > 0 ? 'before' : 'after', parent };
  }
  return null;
}
