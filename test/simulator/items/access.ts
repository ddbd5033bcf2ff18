import type { RequestContext } from '../context.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import type { StoredMailbox } from '../store/MailboxStore.ts';

/** Whether this request may touch that mailbox: as the impersonated user, or with Full Access. */
export function mayOpen(mailbox: StoredMailbox, context: RequestContext): boolean {
  if (context.mailbox?.id === mailbox.id) return true;
  const { fullAccess } = context.account;
  return fullAccess === 'everyone' || fullAccess.some((address) => address.toLowerCase() === mailbox.address.toLowerCase());
}

/** A mailbox on its way to another database answers nobody. */
export function refuseIfMoving(mailbox: StoredMailbox, context: RequestContext): void {
  const { movingUntil } = context.services.directory.mailbox(mailbox.address) ?? { movingUntil: null };
  if (movingUntil !== null && context.services.now() < movingUntil) throw new ResponseError('ErrorMailboxMoveInProgress');
}

export function refuseIfFull(mailboxId: number, context: RequestContext): void {
  const { store, directory } = context.services;
  const quota = directory.mailbox(store.mailboxes.get(mailboxId)?.address ?? '')?.quotaItems ?? null;
  if (quota !== null && store.items.countOfMailbox(mailboxId) >= quota) throw new ResponseError('ErrorQuotaExceeded');
}
