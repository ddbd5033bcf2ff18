import { html, htmlTable, type Html } from './html.ts';
import type { Report } from './model.ts';

/** Living meetings in figures, and those that are not through. */
export function meetings({ meetings: all }: Report): Html {
  const { living, through, notBegun, waiting, stepsRefused } = all;
  if (living === 0) return html`<p>The plan has no living meeting; nothing is sent.</p>`;
  const figures = htmlTable(
    ['Living meetings', 'Number'],
    [
      ['in the plan', living],
      ['through', through],
      ['not begun', notBegun],
      ['steps Exchange refused', stepsRefused],
      ['mails sent inside', all.mailsInside],
      ['requests that could send outside', all.couldSendOutside],
      ['requests kept back', all.keptBack],
      ['messages of the move removed again', all.messagesRemoved],
      ['messages left behind', all.messagesLeft],
    ],
  );
  if (waiting.length === 0) return figures;
  return html`${figures}${htmlTable(
    ['Organizer', 'Subject', 'Start', 'How far it is'],
    waiting.map(({ mailbox, subject, start, phase }) => [mailbox, subject, start, phase]),
  )}`;
}

export function doubleBookings({ verification }: Report): Html {
  if (verification === null) return html`<p>Not verified yet.</p>`;
  const { doubleBookings: list } = verification;
  if (list.length === 0) return html`<p>None.</p>`;
  return htmlTable(
    ['Room', 'First from', 'To', 'Held by', 'And by', 'Times'],
    list.map(({ mailbox, start, end, subject, otherSubject, times }) => [mailbox, start, end, otherSubject, subject, times]),
  );
}

/** Delegates, shared calendars and rooms, for whoever sets them up. */
export function handOffs({ handOff: { delegates, shares, rooms } }: Report): Html {
  const access = (readWrite: boolean): string => (readWrite ? 'read and write' : 'read');
  return html`<h3>Delegates</h3>
    ${htmlTable(
      ['Owner', 'Delegate', 'Access'],
      delegates.map(({ owner, delegate, readWrite }) => [owner, delegate, access(readWrite)]),
    )}
    <h3>Shared calendars</h3>
    ${htmlTable(
      ['Owner', 'Shared with', 'Calendar', 'Access'],
      shares.map(({ owner, sharee, calendar, readWrite }) => [owner, sharee, calendar, access(readWrite)]),
    )}
    <h3>Rooms and resources</h3>
    ${htmlTable(
      ['Mailbox', 'Name', 'Automatic answers on the old server'],
      rooms.map(({ mailbox, name, autoSchedule }) => [mailbox, name, autoSchedule]),
    )}`;
}
