import type { MailboxState } from '../../simulator/state/describeState.ts';
import type { SentMail } from '../../simulator/store/SentMailStore.ts';
import { markedItems, takeCensus, type Census, type PlannedLine } from './census.ts';

/** What living meetings may leave behind, beside what a silent run may: nothing. */
export interface LivingCensus extends Census {
  /** Meeting messages in inbox, sent and deleted items. */
  readonly messages: readonly string[];
  /** Meetings in a Calendar that the plan knows nothing of. */
  readonly unmarked: readonly string[];
  /** Guests who were invited to one thing more than once. */
  readonly mailedTwice: readonly string[];
  readonly outside: readonly string[];
}

export const NOTHING_LEFT = { messages: [], unmarked: [], mailedTwice: [], outside: [] };

const MAIL_FOLDERS = new Set(['inbox', 'sentitems', 'deleteditems']);

function mailsIn(states: readonly MailboxState[]): readonly string[] {
  return states.flatMap(({ address, folders }) =>
    folders
      .filter(({ distinguished }) => MAIL_FOLDERS.has(distinguished ?? ''))
      .flatMap(({ distinguished, items }) =>
        items.map(({ itemClass, content }) => `${address} ${String(distinguished)}: ${itemClass} ${content.subject}`),
      ),
  );
}

function unmarkedIn(states: readonly MailboxState[]): readonly string[] {
  const marked = new Set([...markedItems(states).values()].flat().map(({ item }) => item.id));
  return states.flatMap(({ address, folders }) =>
    folders
      .filter(({ distinguished }) => distinguished === 'calendar')
      .flatMap(({ items }) => items.filter(({ id }) => !marked.has(id)).map(({ content }) => `${address}: ${content.subject}`)),
  );
}

/** One line a mail; a meeting's occurrences tell themselves apart by their subject alone. */
export function mailLines(mails: readonly SentMail[]): readonly string[] {
  return mails
    .map(
      ({ sender, recipient, itemClass, subject, globalObjectId }) => `${itemClass} ${sender} -> ${recipient}: ${subject} ${globalObjectId}`,
    )
    .sort();
}

function repeated(lines: readonly string[]): readonly string[] {
  return [...new Set(lines.filter((line, index) => lines.indexOf(line) !== index))];
}

/** Counts every planned key, and what was mailed and left behind on the way. */
export function takeLivingCensus(
  planned: readonly PlannedLine[],
  states: readonly MailboxState[],
  sent: { readonly inside: readonly SentMail[]; readonly outside: readonly SentMail[] },
): LivingCensus {
  return {
    ...takeCensus(planned, states),
    messages: mailsIn(states),
    unmarked: unmarkedIn(states),
    mailedTwice: repeated(mailLines(sent.inside)),
    outside: mailLines(sent.outside),
  };
}
