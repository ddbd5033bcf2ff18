import { occurrenceOn, seriesOf } from '../calendar/series.ts';
import type { Services } from '../context.ts';
import { withException } from '../items/changeOccurrence.ts';
import type { Item, Mail } from '../model/Item.ts';
import { isOutOfDate } from './applyRequest.ts';

/** The entry stays, marked as cancelled and free, until its owner removes it. */
export function applyCancellation(letter: Item, mail: Mail, known: Item | null, services: Services): void {
  if (known === null || known.meeting.isOrganizer || isOutOfDate(letter, known, services)) return;
  const { store } = services;
  const { subject } = letter.content;
  const { occurrenceDay } = mail;
  if (occurrenceDay === null || known.recurrence === null) {
    const meeting = { ...known.meeting, isCancelled: true, sequence: letter.meeting.sequence };
    store.items.update({ ...known, modifiedAt: services.now(), content: { ...known.content, subject, freeBusy: 'Free' }, meeting });
    return;
  }
  const occurrence = occurrenceOn(seriesOf(known, known.recurrence), occurrenceDay);
  const before = occurrence.exception ?? {
    day: occurrenceDay,
    content: { start: occurrence.start, end: occurrence.end },
    extended: {},
    meeting: {},
  };
  const content = { ...before.content, subject, freeBusy: 'Free' };
  const exception = { ...before, content, meeting: { ...before.meeting, isCancelled: true } };
  store.items.update(withException({ ...known, modifiedAt: services.now() }, exception));
}
