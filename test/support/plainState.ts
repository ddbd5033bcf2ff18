import type { FolderState, ItemState, MailboxState } from '../simulator/state/describeState.ts';

/** Where deleted things can be recovered from: the only place an undo may leave something. */
const RECOVERABLE = 'recoverableitems';

function plainItem({ id: _, createdAt: _created, modifiedAt: _modified, ...item }: ItemState): string {
  return JSON.stringify(item);
}

function plainFolder({ id: _, items, ...folder }: FolderState): string {
  return JSON.stringify({ ...folder, items: items.map(plainItem).sort() });
}

/** Mailboxes without what can be recovered. */
export function withoutRecoverable(states: readonly MailboxState[]): readonly MailboxState[] {
  return states.map(({ address, folders }) => ({
    address,
    folders: folders.filter(({ distinguished }) => distinguished?.startsWith(RECOVERABLE) !== true),
  }));
}

/** Mailboxes as texts that are equal when they hold the same, ids and dates of saving apart; without what can be recovered. */
export function plainState(states: readonly MailboxState[]): ReadonlyMap<string, readonly string[]> {
  return new Map(withoutRecoverable(states).map(({ address, folders }) => [address.toLowerCase(), folders.map(plainFolder).sort()]));
}
