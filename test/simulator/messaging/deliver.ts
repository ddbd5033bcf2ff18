import type { RequestContext } from '../context.ts';
import type { Item, Recipient } from '../model/Item.ts';
import type { NewItem } from '../store/ItemStore.ts';
import { destinationsOf } from './recipients.ts';

/** What a mail is before it has a mailbox. */
export type Letter = Omit<NewItem, 'mailbox' | 'folder' | 'mail'> & { readonly mail: NonNullable<Item['mail']> };

/** Sends a letter: into the inboxes of people here, and on record for everybody. Nobody writes to themselves. */
export function deliver(letter: Letter, recipients: readonly Recipient[], context: RequestContext): void {
  const { store, directory, now } = context.services;
  const sender = letter.mail.from.address.toLowerCase();
  for (const { recipient, mailbox } of destinationsOf(recipients, directory)) {
    if ((mailbox ?? recipient.address).toLowerCase() === sender) continue;
    const place = mailbox === null ? 'outside' : 'inside';
    const { itemClass, globalObjectId } = letter;
    const entry = {
      at: now(),
      sender,
      recipient: mailbox ?? recipient.address,
      place,
      itemClass,
      subject: letter.content.subject,
      globalObjectId,
    };
    store.sentMail.add({ ...entry, place });
    const home = mailbox === null ? undefined : store.mailboxes.find(mailbox);
    const inbox = home === undefined ? undefined : store.folders.distinguished(home.id, 'inbox');
    if (inbox !== undefined) store.items.insert({ ...letter, mailbox: inbox.mailbox, folder: inbox.id });
  }
}

/** Keeps the copy «SaveCopy» asks for. */
export function saveSentCopy(letter: Letter, mailboxId: number, context: RequestContext): void {
  const { store } = context.services;
  const folder = store.folders.distinguished(mailboxId, 'sentitems');
  if (folder !== undefined)
    store.items.insert({ ...letter, mailbox: mailboxId, folder: folder.id, mail: { ...letter.mail, isRead: true } });
}
