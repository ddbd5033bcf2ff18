import { createHash } from 'node:crypto';
import type { SourceCopy } from '../../shared/convert/model.ts';
import type { CalendarRoute } from '../../shared/domain/mapping.ts';
import type { MappingRow } from '../../shared/domain/mappingRows.ts';
import type { SourceCalendar, SourceObject } from '../../shared/domain/source.ts';
import { readCalendarText } from '../../shared/ical/readCalendarText.ts';
import { SCHEMA_V60 } from '../sample/schemaV60.ts';
import { benchObjects } from './generateEvents.ts';
import type { BenchOwner } from './generateEvents.ts';

/** One stored copy of an event. */
export interface StoredCopy {
  readonly ownerUid: string;
  readonly resourceName: string;
  readonly uid: string;
  readonly text: string;
  readonly md5: string;
}

const COLUMNS = Object.keys(SCHEMA_V60.calendar_object);
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const ROUTE: CalendarRoute = { folder: { kind: 'default' }, category: null, isTransparent: false };

/** The objects of a generated company as the plan reads them: all copies of one UID together. */
export function storedCopies(events: number, owners: readonly BenchOwner[]): readonly (readonly StoredCopy[])[] {
  const uidOfCalendar = new Map(owners.map(({ calendar, guid }) => [String(calendar), guid]));
  const byUid = new Map<string, StoredCopy[]>();
  for (const line of benchObjects({ events }, owners, { events: 0, objects: 0, bytes: 0 })) {
    const cells = line.replace(/\n$/, '').split('\t');
    const cell = (column: string): string =>
      (cells[COLUMNS.indexOf(column)] ?? '').replace(/\\(.)/g, (_, code: string) => ESCAPED[code] ?? code);
    const text = cell('icalendar_text');
    const uid = cell('icalendar_uid');
    const copy: StoredCopy = {
      ownerUid: uidOfCalendar.get(cell('calendar_resource_id')) ?? '',
      resourceName: cell('resource_name'),
      uid,
      text,
      md5: createHash('md5').update(text).digest('hex'),
    };
    byUid.set(uid, [...(byUid.get(uid) ?? []), copy]);
  }
  return [...byUid.values()];
}

/** A copy parsed for its owner, as the plan hands it to the converter. */
export function sourceCopy({ ownerUid, resourceName, uid, text, md5 }: StoredCopy, objectId: string): SourceCopy {
  const object: SourceObject = {
    ...{ objectId, ownerUid, homeId: ownerUid, calendarId: ownerUid, calendar: 'calendar', resourceName, uid, componentType: 'VEVENT' },
    ...{ md5, sizeBytes: text.length, organizer: '', access: '', created: '', modified: '', outOfCalendar: null },
  };
  const calendar: SourceCalendar = {
    ...{ calendarId: ownerUid, homeId: ownerUid, ownerUid, resourceName: 'calendar', name: 'calendar', color: null, order: null },
    ...{ isDefault: true, isInbox: false, isTrash: false, isTransparent: false, timeZone: null, supportedComponents: [] },
  };
  const read = readCalendarText(text, { ownerUid })[0];
  return { object, calendar, route: ROUTE, ical: read?.object ?? null, notes: read?.notes ?? [] };
}

/** Everybody has a mailbox. */
export function mappingRow({ guid, name, email }: BenchOwner): MappingRow {
  return {
    ...{ source: `uid:${guid}`, kind: 'user', name, shortName: '', follows: '', decision: 'mapped', email, targetName: name },
    ...{ rule: 'directory', confidence: 'sure', candidates: [], events: 0, ownsHome: true, organizes: true, memberUids: [] },
  };
}
