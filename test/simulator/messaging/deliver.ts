import type { Services } from '../context.ts';
import type { Item, Recipient } from '../model/Item.ts';
import type { NewItem } from '../store/ItemStore.ts';
import { destinationsOf } from './recipients.ts';

/** What a mail is before it has a mailbox. */
export type Letter = Omit<NewItem, 'mailbox' | 'folder' | 'mail'> & { readonly mail: NonNullable<Item['mail']> };

/** Sends a letter: on its way to people here, and on record for everybody. Nobody writes to themselves. */
export function deliver(letter: Letter, recipients: readonly Recipient[], services: Services): void {
  const { store, directory, settings } = services;
  const sender = letter.mail.from.address.toLowerCase();
  const { itemClass, globalObjectId, content } = letter;
  const delayMs = settings.messaging.deliveryMs + services.queueMs(sender);
  for (const { recipient, mailbox } of destinationsOf(recipients, directory)) {
    const address = mailbox ?? recipient.address;
    if (address.toLowerCase() === sender) continue;
    const entry = { at: services.now(), sender, recipient: address, itemClass, subject: content.subject, globalObjectId };
    store.sentMail.add({ ...entry, place: mailbox === null ? 'outside' : 'inside' });
    const home = mailbox === null ? undefined : store.mailboxes.find(mailbox);
    if (home !== undefined) services.later({ kind: 'deliver', letter, mailbox: home.id }, delayMs);
  }
}

/** The letter arrives; the Attendant will look at it. */
export function putIntoInbox(letter: Letter, mailbox: number, services: Services): void {
  const inbox = services.store.folders.distinguished(mailbox, 'inbox');
  if (inbox === undefined) return;
  const mail = { ...letter.mail, receivedAt: services.now() };
  const item = copyInto({ ...letter, mail, mailbox, folder: inbox.id }, services);
  services.later({ kind: 'attend', item: item.id }, services.settings.messaging.attendantMs);
}

/** Keeps the copy «SaveCopy» asks for. */
export function saveSentCopy(letter: Letter, mailbox: number, services: Services): void {
  const folder = services.store.folders.distinguished(mailbox, 'sentitems');
  if (folder !== undefined) copyInto({ ...letter, mailbox, folder: folder.id, mail: { ...letter.mail, isRead: true } }, services);
}

/** A copy has files of its own. */
export function copyInto(item: NewItem, services: Services): Item {
  const { store } = services;
  const created = store.items.insert(item);
  if (item.attachments.length === 0) return created;
  const attachments = item.attachments.map((one) => ({
    ...one,
    id: store.attachments.insert(created.id, store.attachments.contentOf(one.id)),
  }));
  return store.items.update({ ...created, attachments });
}
