import { occurrenceOn, seriesOf } from '../calendar/series.ts';
import type { Services } from '../context.ts';
import { withException } from '../items/changeOccurrence.ts';
import type { Attendee, Content, Item, Mail } from '../model/Item.ts';

/** An answer arrives at the organizer: the guest's row of the tracking says so from now on. */
export function applyResponse(mail: Mail, known: Item | null, services: Services): void {
  if (known?.meeting.isOrganizer !== true || mail.response === null) return;
  const { store } = services;
  const answer = (content: Content): Pick<Content, 'required' | 'optional' | 'resources'> => {
    const track = (attendees: readonly Attendee[]): readonly Attendee[] =>
      attendees.map((one) =>
        isSame(one.address, mail.from.address, services)
          ? { ...one, response: mail.response ?? one.response, respondedAt: mail.sentAt }
          : one,
      );
    return { required: track(content.required), optional: track(content.optional), resources: track(content.resources) };
  };
  const { occurrenceDay } = mail;
  if (occurrenceDay === null || known.recurrence === null) {
    store.items.update({ ...known, modifiedAt: services.now(), content: { ...known.content, ...answer(known.content) } });
    return;
  }
  const occurrence = occurrenceOn(seriesOf(known, known.recurrence), occurrenceDay);
  const before = occurrence.exception ?? {
    day: occurrenceDay,
    content: { start: occurrence.start, end: occurrence.end },
    extended: {},
    meeting: {},
  };
  const shown = { ...known.content, ...before.content };
  const exception = { ...before, content: { ...before.content, ...answer(shown) } };
  store.items.update(withException({ ...known, modifiedAt: services.now() }, exception));
}

/** The same mailbox, whichever of its addresses is used. */
function isSame(one: string, other: string, services: Services): boolean {
  const primary = (address: string): string => (services.directory.find(address)?.entry.address ?? address).toLowerCase();
  return primary(one) === primary(other);
}
