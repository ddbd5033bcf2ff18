import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WeekBlock } from '../../../shared/contract/wizard/preview.ts';
import type { ProcedureOutput } from '../../../shared/contract/procedures.ts';
import { openPlanning } from '../../../shared/convert/copies/planning.ts';
import { readCopy } from '../../../shared/convert/copies/readableCopy.ts';
import { zoneOf } from '../../../shared/convert/recurrence/spans.ts';
import { sourceInstances } from '../../../shared/convert/sourceInstances.ts';
import { ianaTimeZone } from '../../../shared/domain/ianaTimeZone.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { utcTimeZone, type Instant, type TimeZone } from '../../../shared/domain/timeZone.ts';
import { expandItem } from '../../../shared/ews/expandItem.ts';
import { expandObject } from '../../../shared/ical/expandObject.ts';
import type { SourceInstance } from '../../../shared/ical/model.ts';
import { textValue } from '../../../shared/ical/properties.ts';
import type { PlanView } from '../PlanView.ts';
import { noteSentence } from './previewRows.ts';
import { travelMinutes } from './sourceValues.ts';

const DAY_MS = 86_400_000;
/** Objects looked at before others get their turn. */
const TURN = 50;

interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** Monday to Sunday around a day, as plain dates. */
export function daysOfWeek(day: string): readonly string[] {
  const time = Date.parse(`${day}T00:00:00Z`);
  const monday = time - ((new Date(time).getUTCDay() + 6) % 7) * DAY_MS;
  return Array.from({ length: 7 }, (_, index) => new Date(monday + index * DAY_MS).toISOString().slice(0, 10));
}

/** The zone a person lives in: what the plan knows of the mailbox, else of their default calendar. */
function zoneNameOf(view: PlanView, mailbox: string, owners: readonly string[]): string {
  const { mailboxTimeZones, defaultTimeZone } = view.plan.info().sealed.context;
  const own = view.snapshot
    .calendars()
    .find(({ ownerUid, isDefault, timeZone }) => owners.includes(ownerUid) && isDefault && timeZone !== null);
  const names = [mailboxTimeZones[mailbox], own?.timeZone, defaultTimeZone];
  return names.find((name) => typeof name === 'string' && ianaTimeZone(name) !== null) ?? 'UTC';
}

function local(instant: Instant, zone: TimeZone, isAllDay: boolean): string {
  const text = new Date(isAllDay ? instant : zone.toWall(instant)).toISOString();
  return isAllDay ? text.slice(0, 10) : text.slice(0, 16);
}

/** When an item can be seen at all, without expanding it: a series without an end reaches everywhere. */
function mayTouch({ item }: PlannedItem, { from, to }: Window): boolean {
  if (Date.parse(item.start) >= to + DAY_MS) return false;
  if (item.recurrence === null) return Date.parse(item.end) >= from - DAY_MS;
  const { range } = item.recurrence;
  return range.type !== 'EndDate' || Date.parse(range.endDate) >= from - 31 * DAY_MS;
}

function targetBlocks(planned: PlannedItem, key: string, zone: TimeZone, window: Window): readonly WeekBlock[] {
  const { item, kind, notes, source } = planned;
  return expandItem(item, window).map(({ start, end, originalStart, modified }) => {
    const isAllDay = modified?.isAllDayEvent ?? item.isAllDayEvent;
    return {
      id: kind === 'travel' ? key + String(originalStart) : `${source.uid} ${String(start)}`,
      key,
      kind: kind === 'travel' ? 'travel' : 'event',
      subject: modified?.subject ?? item.subject,
      start: local(start, zone, isAllDay),
      end: local(end, zone, isAllDay),
      isAllDay,
      showAs: modified?.legacyFreeBusyStatus ?? item.legacyFreeBusyStatus,
      isPrivate: item.sensitivity !== 'Normal',
      isSeries: item.recurrence !== null,
      isMeeting: kind === 'meeting' || kind === 'guest-copy',
      travelBefore: 0,
      travelAfter: 0,
      reasons: notes.map(noteSentence),
    };
  });
}

/** What the source's own rules say of each instance, by its start: whether it is a series, private, and how much travel it has. */
function instancesByStart(view: PlanView, uid: string, mailbox: string, window: Window): ReadonlyMap<Instant, SourceInstance> {
  const { context } = view.plan.info().sealed;
  const planning = openPlanning(view.planning.mapping, context);
  const readers = view.planning
    .copies(view.snapshot.copiesOf(uid))
    .map((copy) => readCopy(copy, planning))
    .filter((reader) => 'ical' in reader)
    .filter(({ owner }) => owner.mailbox === mailbox);
  return new Map(
    readers.flatMap(({ ical, zones }) =>
      expandObject(ical, zoneOf(zones), window).instances.map((instance) => [instance.start, instance] as const),
    ),
  );
}

function sourceBlocks(view: PlanView, uid: string, mailbox: string, zone: TimeZone, window: Window): readonly WeekBlock[] {
  const { context } = view.plan.info().sealed;
  const copies = view.planning.copies(view.snapshot.copiesOf(uid));
  const expected = sourceInstances(copies, view.planning.mapping, context, window).filter((instance) => instance.mailbox === mailbox);
  if (expected.length === 0) return [];
  const details = instancesByStart(view, uid, mailbox, window);
  return expected.map(({ start, end, isAllDay, subject, legacyFreeBusyStatus }) => {
    const instance = details.get(start);
    const event = instance?.event;
    const classification = event === undefined ? '' : textValue(event, 'CLASS').toUpperCase();
    return {
      id: `${uid} ${String(start)}`,
      key: null,
      kind: 'event',
      subject,
      start: local(start, zone, isAllDay),
      end: local(end, zone, isAllDay),
      isAllDay,
      showAs: legacyFreeBusyStatus,
      isPrivate: classification === 'PRIVATE' || classification === 'CONFIDENTIAL',
      isSeries: instance?.isOverride === true || (event?.rrules.length ?? 0) > 0,
      isMeeting: event?.properties.some(({ name }) => name === 'ATTENDEE') ?? false,
      travelBefore: event === undefined ? 0 : travelMinutes(event, 'to'),
      travelAfter: event === undefined ? 0 : travelMinutes(event, 'from'),
      reasons: [],
    };
  });
}

function byStart(one: WeekBlock, other: WeekBlock): number {
  return one.start < other.start ? -1 : one.start > other.start ? 1 : one.end < other.end ? 1 : -1;
}

/** One person's week on the Mac and in Exchange. Looks at everything they have that may touch the week; lets others in between. */
export async function weekOf(view: PlanView, mailbox: string, day: string): Promise<ProcedureOutput<'preview.week'>> {
  const owners = view.people.ownersOf(mailbox);
  const zoneName = zoneNameOf(view, mailbox, owners);
  const zone = ianaTimeZone(zoneName) ?? utcTimeZone;
  const days = daysOfWeek(day);
  const monday = Date.parse(`${days[0] ?? day}T00:00:00Z`);
  const window = { from: zone.toInstant(monday), to: zone.toInstant(monday + 7 * DAY_MS) };
  const [source, target]: [WeekBlock[], WeekBlock[]] = [[], []];
  let looked = 0;
  for (const uid of view.plan.uids({ mailbox, owners })) {
    const own = view.plan.rowsOf(uid).filter((row) => row.mailbox === mailbox);
    const items = own.map((row) => ({ key: row.key, planned: view.items.item(row) }));
    const touching = items.filter(({ planned }) => mayTouch(planned, window));
    for (const { key, planned } of touching) target.push(...targetBlocks(planned, key, zone, window));
    if (items.length === 0 || touching.length > 0) source.push(...sourceBlocks(view, uid, mailbox, zone, window));
    looked += 1;
    if (looked % TURN === 0) await nextTurn();
  }
  const [owner] = owners;
  return {
    person: view.people.ofMailbox(mailbox).name,
    sourceAddress: owner === undefined ? '' : view.people.ofOwner(owner).address,
    mailbox,
    days,
    zone: zoneName,
    source: source.sort(byStart),
    target: target.sort(byStart),
  };
}
