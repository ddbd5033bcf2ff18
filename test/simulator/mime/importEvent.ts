import type { BehaviourSettings } from '../behaviour.ts';
import type { RequestContext } from '../context.ts';
import type { Attendee, Content, Meeting, Recipient, ResponseType } from '../model/Item.ts';
import type { ItemDraft } from '../properties/ItemDraft.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { eventLines, unescapeText } from './calendarLines.ts';
import type { CalendarLine } from './calendarLines.ts';
import { mimeBody } from './mimeBody.ts';

/** [MS-OXCICAL] 2.1.3.1.1.20.2 ATTENDEE: PARTSTAT to the state of the recipient's row. */
const RESPONSES: Readonly<Record<string, ResponseType>> = {
  ACCEPTED: 'Accept',
  TENTATIVE: 'Tentative',
  DECLINED: 'Decline',
  'NEEDS-ACTION': 'NoResponseReceived',
};

/** What an event in MIME says about a calendar item; elements of the same request go before it. */
export interface ImportedEvent {
  readonly uid: string;
  readonly content: Partial<Content>;
  readonly meeting: (own: Meeting) => Meeting;
}

const NOTHING: ImportedEvent = { uid: '', content: {}, meeting: (own) => own };

/** Reads MimeContent as far as this server does. Series come from the elements: rules in MIME are not simulated. */
export function importEvent({ mimeContent }: ItemDraft, mailbox: string, context: RequestContext): ImportedEvent {
  const behaviour = context.services.settings.behaviour.mimeContent;
  if (mimeContent === undefined || behaviour === 'ignored') return NOTHING;
  if (behaviour === 'refused') throw new ResponseError('ErrorMimeContentInvalid');
  const lines = eventLines(mimeBody(mimeContent));
  const find = (name: string): CalendarLine | undefined => lines.find((line) => line.name === name);
  const content = plainContent(find);
  if (behaviour === 'parsed') return { ...NOTHING, content };
  const attendees = lines.filter(({ name }) => name === 'ATTENDEE').map((line) => readAttendee(line, context));
  const people: Partial<Content> = {
    required: attendees.filter(({ role }) => role === 'required').map(({ attendee }) => attendee),
    optional: attendees.filter(({ role }) => role === 'optional').map(({ attendee }) => attendee),
    resources: attendees.filter(({ role }) => role === 'resources').map(({ attendee }) => attendee),
  };
  return {
    uid: unescapeText(find('UID')?.value ?? ''),
    content: { ...content, ...people },
    meeting: (own) => meetingOf(own, { behaviour, mailbox, find, attendees: attendees.map(({ attendee }) => attendee) }, context),
  };
}

function plainContent(find: (name: string) => CalendarLine | undefined): Partial<Content> {
  const [start, end] = [find('DTSTART'), find('DTEND')];
  if (start === undefined) throw new ResponseError('ErrorMimeContentInvalid');
  const text = (name: string): string | undefined => {
    const line = find(name);
    return line === undefined ? undefined : unescapeText(line.value);
  };
  const [subject, location] = [text('SUMMARY'), text('LOCATION')];
  return {
    start: readTime(start.value),
    ...(end === undefined ? {} : { end: readTime(end.value) }),
    isAllDay: start.parameters.get('VALUE') === 'DATE',
    ...(subject === undefined ? {} : { subject: subject.slice(0, 255) }),
    ...(location === undefined ? {} : { location: location.slice(0, 255) }),
  };
}

/** UTC and dates; other forms need a VTIMEZONE and are not simulated. */
function readTime(value: string): number {
  const [, year = '', month = '', day = '', time = ''] = /^(\d{4})(\d{2})(\d{2})(T\d{6}Z)?$/.exec(value) ?? [];
  const clock = time === '' ? '00:00:00' : `${time.slice(1, 3)}:${time.slice(3, 5)}:${time.slice(5, 7)}`;
  const instant = Date.parse(`${year}-${month}-${day}T${clock}Z`);
  if (Number.isNaN(instant)) throw new ResponseError('ErrorMimeContentConversionFailed');
  return instant;
}

function readPerson({ parameters, value }: CalendarLine, context: RequestContext): Recipient {
  const address = value.replace(/^mailto:/i, '');
  const known = context.services.directory.find(address);
  if (known === undefined) return { name: parameters.get('CN') ?? address, address, routing: 'SMTP' };
  return { name: known.entry.name, address: known.entry.address, routing: known.kind === 'contact' ? 'SMTP' : 'EX' };
}

function readAttendee(
  line: CalendarLine,
  context: RequestContext,
): { readonly role: 'required' | 'optional' | 'resources'; readonly attendee: Attendee } {
  const { parameters } = line;
  const kind = parameters.get('CUTYPE');
  const isOptional = parameters.get('ROLE') === 'OPT-PARTICIPANT';
  const role = kind === 'ROOM' || kind === 'RESOURCE' ? 'resources' : isOptional ? 'optional' : 'required';
  const response = RESPONSES[parameters.get('PARTSTAT') ?? ''] ?? 'Unknown';
  return { role, attendee: { ...readPerson(line, context), response, respondedAt: null } };
}

interface MeetingLines {
  readonly behaviour: BehaviourSettings['mimeContent'];
  readonly mailbox: string;
  readonly find: (name: string) => CalendarLine | undefined;
  readonly attendees: readonly Attendee[];
}

/** Whose meeting it is: the organizer's by the ORGANIZER line, with the answer of the mailbox's owner; or the owner's own. */
function meetingOf(own: Meeting, { behaviour, mailbox, find, attendees }: MeetingLines, context: RequestContext): Meeting {
  const sequence = Number(find('SEQUENCE')?.value ?? 0);
  const line = find('ORGANIZER');
  const organizer = line === undefined ? own.organizer : readPerson(line, context);
  const isOwn = organizer.address.toLowerCase() === mailbox.toLowerCase();
  if (isOwn || behaviour === 'organizer-lost') return { ...own, sequence };
  const me = attendees.find(({ address }) => address.toLowerCase() === mailbox.toLowerCase());
  return { ...own, sequence, isOrganizer: false, organizer, myResponse: me?.response ?? 'Unknown', isClientMade: true };
}
