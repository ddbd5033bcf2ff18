import type { Services } from '../context.ts';
import { withException } from '../items/changeOccurrence.ts';
import { disposeItem, recreateItem } from '../items/disposeItem.ts';
import type { Exception, Item, Meeting } from '../model/Item.ts';
import type { View } from '../properties/View.ts';
import { deliver, saveSentCopy } from './deliver.ts';
import { letterAbout } from './letters.ts';
import type { LetterKind } from './letters.ts';

export type Answer = 'Accept' | 'Tentative' | 'Decline';

const LETTERS: Readonly<Record<Answer, LetterKind>> = { Accept: 'Resp.Pos', Tentative: 'Resp.Tent', Decline: 'Resp.Neg' };

/** Answers a meeting, or one occurrence of it, and tells the organizer if asked to. Null: the item is gone. */
export function giveAnswer(view: View, answer: Answer, tells: boolean, savesCopy: boolean, services: Services): Item | null {
  const answered = applyAnswer(view, answer, services);
  if (tells) tellOrganizer(view, answer, savesCopy, services);
  return answered;
}

/**
 * «Exchange deletes and re-creates the associated calendar item»: whoever answers a whole item finds it under a new id. Declining
 * removes it.
 */
function applyAnswer(view: View, answer: Answer, services: Services): Item | null {
  const { store, now } = services;
  const { item, occurrence, content } = view;
  const reply: Partial<Meeting> = { myResponse: answer, repliedAt: now() };
  const freeBusy = answer === 'Tentative' ? 'Tentative' : content.freeBusy === 'Tentative' ? 'Busy' : content.freeBusy;
  if (occurrence !== null) {
    const { day, start, end } = occurrence;
    if (answer === 'Decline') return store.items.update({ ...item, deleted: [...item.deleted, day].sort((left, right) => left - right) });
    const before = occurrence.exception ?? { day, content: { start, end }, extended: {}, meeting: {} };
    const exception: Exception = { ...before, content: { ...before.content, freeBusy }, meeting: { ...before.meeting, ...reply } };
    return store.items.update(withException({ ...item, modifiedAt: now() }, exception));
  }
  if (answer === 'Decline') {
    disposeItem(item, 'MoveToDeletedItems', services);
    return null;
  }
  const changed = { ...item, modifiedAt: now(), content: { ...item.content, freeBusy }, meeting: { ...item.meeting, ...reply } };
  return recreateItem(changed, item, services);
}

function tellOrganizer(view: View, answer: Answer, savesCopy: boolean, services: Services): void {
  const { store, directory } = services;
  const address = store.mailboxes.get(view.item.mailbox)?.address ?? '';
  const from = { name: directory.mailbox(address)?.name ?? address, address, routing: 'EX' };
  const letter = letterAbout(view, LETTERS[answer], from, answer, services);
  const { organizer } = view.meeting;
  const addressed = { ...letter, mail: { ...letter.mail, to: [organizer] } };
  deliver(addressed, [organizer], services);
  if (savesCopy) saveSentCopy(addressed, view.item.mailbox, services);
}
