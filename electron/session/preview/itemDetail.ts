import type { z } from 'zod';
import type { previewOccurrence, previewPerson } from '../../../shared/contract/wizard/preview.ts';
import type { ProcedureOutput } from '../../../shared/contract/procedures.ts';
import type { SourceCopy } from '../../../shared/convert/model.ts';
import { readPeople, type People as EventPeople } from '../../../shared/convert/people/people.ts';
import type { Person } from '../../../shared/convert/people/person.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { EwsAttendee, ResponseType } from '../../../shared/ews/item.ts';
import { skipSentence, isLoss } from '../../../shared/domain/skipReasons.ts';
import type { PlanRow } from '../../ports/PlanStore.ts';
import type { PlanView } from '../PlanView.ts';
import { compareFields, type SourceSide, type TravelSide } from './compareFields.ts';
import { itemRow, noteEntry, noteSentence, skippedRow } from './previewRows.ts';

type PreviewPerson = z.infer<typeof previewPerson>;
type Occurrence = z.infer<typeof previewOccurrence>;

/** Texts of objects left out are shown up to here; some are damaged and endless. */
const MOST_TEXT = 20_000;

const ANSWERS: Readonly<Record<ResponseType, PreviewPerson['sourceAnswer']>> = {
  Accept: 'accepted',
  Organizer: 'accepted',
  Tentative: 'tentative',
  Decline: 'declined',
  NoResponseReceived: 'none',
  Unknown: 'none',
};

function sourceAddressOf({ property, address }: Person): string {
  if (address.kind === 'mail') return address.email;
  const email = property.parameters['EMAIL'];
  if (email !== undefined && email !== '') return email;
  return address.kind === 'principal' ? address.uid : (property.values[0] ?? '');
}

function kindOf({ target, isGroup, isRoom, isRoomOrResource }: Person): PreviewPerson['kind'] {
  if (isGroup) return 'group';
  if (isRoomOrResource) return isRoom ? 'room' : 'resource';
  return target.state === 'external' ? 'user' : target.kind;
}

function personRow(person: Person, role: PreviewPerson['role'], planned: PlannedItem): PreviewPerson {
  const { item } = planned;
  const attendees: readonly EwsAttendee[] = [...item.requiredAttendees, ...item.optionalAttendees, ...item.resources];
  const found = attendees.find(({ email }) => email.toLowerCase() === person.email);
  const isOrganizer = role === 'organizer';
  const isThere = isOrganizer ? item.organizer !== null : found !== undefined;
  return {
    name: person.name,
    role,
    kind: kindOf(person),
    state: person.target.state,
    sourceAddress: sourceAddressOf(person),
    sourceAnswer: isOrganizer ? 'accepted' : ANSWERS[person.response],
    targetEmail: isThere ? (found?.email ?? item.organizer?.email ?? null) : null,
    targetAnswer: isThere ? (isOrganizer ? 'accepted' : ANSWERS[found?.response ?? 'Unknown']) : null,
  };
}

function peopleRows({ organizer, lines }: EventPeople, planned: PlannedItem): readonly PreviewPerson[] {
  const guests = lines.filter((line) => line.key !== organizer?.key);
  const roleOf = ({ isRoomOrResource, isOptional }: Person): PreviewPerson['role'] =>
    isRoomOrResource ? 'resource' : isOptional ? 'optional' : 'required';
  return [
    ...(organizer === null ? [] : [personRow(organizer, 'organizer', planned)]),
    ...guests.map((guest) => personRow(guest, roleOf(guest), planned)),
  ];
}

function occurrences({ item }: PlannedItem): readonly Occurrence[] {
  const moved = item.modifiedOccurrences.map(({ originalStart, start, end, ...changes }): Occurrence => ({
    originalStart,
    change: Date.parse(start) === Date.parse(originalStart) ? 'changed' : 'moved',
    start,
    end,
    fields: Object.keys(changes),
  }));
  const deleted = item.deletedOccurrences.map((originalStart): Occurrence => ({
    originalStart,
    change: 'deleted',
    start: null,
    end: null,
    fields: [],
  }));
  return [...moved, ...deleted].sort((one, other) => Date.parse(one.originalStart) - Date.parse(other.originalStart));
}

/** The copy an item comes from. */
function copyOf(view: PlanView, { source, item }: PlannedItem): SourceCopy {
  const copies = view.planning.copies(view.snapshot.copiesOf(source.uid));
  const own = copies.find(
    ({ object }) => object.ownerUid === source.owner && object.calendar === source.calendar && object.resourceName === source.resourceName,
  );
  if (own === undefined) throw new Failure('WIZARD_NOTHING_THERE', { what: `source of «${item.subject}»` });
  return own;
}

function sourceSide(
  view: PlanView,
  planned: PlannedItem,
): { readonly side: SourceSide; readonly people: EventPeople; readonly copy: SourceCopy } {
  const copy = copyOf(view, planned);
  const event = copy.ical?.master ?? copy.ical?.overrides[0];
  if (copy.ical === null || event === undefined) throw new Failure('WIZARD_NOTHING_THERE', { what: `source of «${planned.item.subject}»` });
  const people = readPeople(event, view.planning.mapping);
  const guests = people.lines.filter(({ key }) => key !== people.organizer?.key);
  const side = {
    event,
    ical: copy.ical,
    object: copy.object,
    calendarName: copy.calendar.name,
    isTravel: planned.kind === 'travel',
    organizer: people.organizer === null ? '' : sourceAddressOf(people.organizer),
    guests: guests.map(sourceAddressOf),
  };
  return { side, people, copy };
}

function travelsOf(view: PlanView, row: PlanRow, family: readonly PlanRow[]): readonly TravelSide[] {
  return family
    .filter(
      ({ kind, key, parentKey, mailbox }) => kind === 'travel' && (key === row.key || (parentKey === row.key && mailbox === row.mailbox)),
    )
    .map((travel) => ({
      key: travel.key,
      direction: travel.part.startsWith('travel-from:') ? 'from' : 'to',
      planned: view.items.item(travel),
    }));
}

/** One item, source beside target: fields, people, occurrences, and everything the event becomes. */
export function itemDetail(view: PlanView, key: string): ProcedureOutput<'preview.item'> {
  const row = view.plan.rowByKey(key);
  if (row === null) throw new Failure('WIZARD_NOTHING_THERE', { what: 'such item' });
  const planned = view.items.item(row);
  const family = view.plan.rowsOf(row.uid);
  const { side, people, copy } = sourceSide(view, planned);
  return {
    row: itemRow(view, row),
    source: {
      owner: planned.source.owner,
      ownerName: view.people.ofOwner(planned.source.owner).name,
      calendar: copy.calendar.name,
      resourceName: planned.source.resourceName,
    },
    fields: compareFields(side, planned, travelsOf(view, row, family)),
    people: row.kind === 'travel' ? [] : peopleRows(people, planned),
    occurrences: occurrences(planned),
    notes: planned.notes.map(noteSentence),
    family: family.map((one) => itemRow(view, one)),
    body: planned.item.body,
    windowsZone: planned.item.startTimeZone,
  };
}

/** An object that becomes nothing, with its text. */
export function skippedDetail(
  view: PlanView,
  seq: number,
  rows: readonly Parameters<typeof skippedRow>[1][],
): ProcedureOutput<'preview.skipped'> {
  const [row] = rows;
  if (row === undefined) throw new Failure('WIZARD_NOTHING_THERE', { what: `object ${String(seq)}` });
  const object = view.snapshot.object(row.objectId);
  const notes = row.noteCodes.map((code) => {
    const { severity, sentence } = noteEntry(code);
    return { code, severity, sentence, property: '', was: '', became: '' };
  });
  const text = object === null ? '' : view.snapshot.text(object.md5).slice(0, MOST_TEXT);
  return { row: skippedRow(view, row), sentence: skipSentence(row.reason), isLoss: isLoss(row.reason), notes, text };
}
