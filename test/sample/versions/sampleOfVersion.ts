import { createHash } from 'node:crypto';
import type { DatabaseContent } from '../../support/dumpContent.ts';
import type { Company } from '../people.ts';
import { fold } from '../storedText.ts';
import { calendarDataVersion } from './columnVersions.ts';
import { inlineZone } from './inlineZones.ts';
import { contentOf, keep, readRows, rowsOf } from './RowDatabase.ts';
import type { Row, RowDatabase } from './RowDatabase.ts';

const CALDAV = 'urn:ietf:params:xml:ns:caldav';
const XML = "<?xml version='1.0' encoding='UTF-8'?>\r\n";
/** Above 2^32, as only version 66 can count. */
const FAR = 5_000_000_000;

function dropCalendars(database: RowDatabase, isGone: (calendarId: string) => boolean): void {
  for (const table of ['calendar', 'calendar_metadata', 'resource_property'])
    keep(database, table, (row) => !isGone(row['resource_id'] ?? ''));
  for (const table of ['calendar_bind', 'calendar_object']) keep(database, table, (row) => !isGone(row['calendar_resource_id'] ?? ''));
}

function withoutTrash(database: RowDatabase): void {
  const trash = new Set(rowsOf(database, 'calendar_home_metadata').map((row) => row['trash']));
  dropCalendars(database, (calendarId) => trash.has(calendarId));
}

function withoutInactiveHomes(database: RowDatabase): void {
  const gone = new Set(rowsOf(database, 'calendar_home').flatMap((row) => (row['status'] === '0' ? [] : row['resource_id'])));
  const calendars = rowsOf(database, 'calendar_bind').filter((row) => gone.has(row['calendar_home_resource_id']));
  const ids = new Set(calendars.map((row) => row['calendar_resource_id']));
  dropCalendars(database, (calendarId) => ids.has(calendarId));
  for (const table of ['calendar_home', 'calendar_home_metadata']) keep(database, table, (row) => !gone.has(row['resource_id']));
}

/** Changes the unfolded lines of every stored text. */
function rewriteTexts(database: RowDatabase, rewrite: (lines: readonly string[], row: Row) => readonly string[]): void {
  for (const row of rowsOf(database, 'calendar_object')) {
    const lines = (row['icalendar_text'] ?? '').replace(/\r\n[ \t]/g, '').split('\r\n');
    const text = rewrite(lines, row).map(fold).join('\r\n');
    row['icalendar_text'] = text;
    row['md5'] = createHash('md5').update(text).digest('hex');
  }
}

/** Addresses of principals before CalendarServer 6 (twistedcaldav/ical.py). */
function withUuidAddresses(database: RowDatabase): void {
  const old = (text: string): string => text.replaceAll('urn:x-uid:', 'urn:uuid:');
  rewriteTexts(database, (lines) => lines.map(old));
  for (const row of rowsOf(database, 'calendar_object')) row['organizer'] = old(row['organizer'] ?? '');
}

function withInlineZones(database: RowDatabase): void {
  rewriteTexts(database, (lines) => {
    const zones = new Set(lines.flatMap((line) => /;TZID=([^:;]+)[:;]/.exec(line)?.[1] ?? []));
    const at = lines.findIndex((line) => line === 'BEGIN:VEVENT');
    return [...lines.slice(0, at), ...[...zones].sort().flatMap(inlineZone), ...lines.slice(at)];
  });
}

function addProperty(database: RowDatabase, calendarId: string, name: string, inner: string, viewer: string): void {
  const value = `${XML}<${name} xmlns='${CALDAV}'>${inner}</${name}>`;
  rowsOf(database, 'resource_property').push({ resource_id: calendarId, name: `{${CALDAV}}${name}`, value, viewer_uid: viewer });
}

function ownerOf(database: RowDatabase, homeId: string | null | undefined): string {
  return rowsOf(database, 'calendar_home').find((row) => row['resource_id'] === homeId)?.['owner_uid'] ?? '';
}

/** Before version 22 the zone of a calendar is a property (calendar_upgrade_from_4_to_5.py). */
function withZoneProperties(database: RowDatabase): void {
  for (const row of rowsOf(database, 'calendar_bind')) {
    const { timezone, calendar_resource_id: id, calendar_home_resource_id: home } = row;
    if (timezone) addProperty(database, id ?? '', 'calendar-timezone', `<![CDATA[${timezone}]]>`, ownerOf(database, home));
  }
}

/** Before version 19 the default calendar and transparency are properties (calendar_upgrade_from_3_to_4.py). */
function withHomeProperties(database: RowDatabase): void {
  const binds = rowsOf(database, 'calendar_bind');
  for (const row of binds) {
    const { transp, calendar_resource_id: id, calendar_home_resource_id: home, bind_mode: mode } = row;
    if (transp === '1' && mode === '0') {
      addProperty(database, id ?? '', 'schedule-calendar-transp', '<transparent/>', ownerOf(database, home));
    }
  }
  for (const { resource_id: home, default_events: chosen } of rowsOf(database, 'calendar_home_metadata')) {
    const own = binds.filter((row) => row['calendar_home_resource_id'] === home && row['bind_mode'] === '0');
    const name = own.find((row) => row['calendar_resource_id'] === chosen)?.['calendar_resource_name'];
    const inbox = own.find((row) => row['calendar_resource_name'] === 'inbox')?.['calendar_resource_id'];
    const owner = ownerOf(database, home);
    const href = `<href xmlns='DAV:'>/calendars/__uids__/${owner}/${name ?? ''}/</href>`;
    if (name && inbox) addProperty(database, inbox, 'schedule-default-calendar-URL', href, owner);
  }
}

/** Up to version 13 an invitation that waits for an answer has no name yet, and is told in INVITE. */
function withNamelessInvitations(database: RowDatabase): void {
  for (const row of rowsOf(database, 'calendar_bind')) {
    Object.assign(row, { seen_by_owner: 't', seen_by_sharee: row['bind_status'] === '0' ? 'f' : 't' });
    if (row['bind_status'] !== '0') continue;
    row['calendar_resource_name'] = null;
    const owner = ownerOf(database, row['calendar_home_resource_id']);
    rowsOf(database, 'invite').push({
      invite_uid: 'an invitation',
      name: 'Somebody',
      recipient_address: `urn:uuid:${owner}`,
      home_resource_id: row['calendar_home_resource_id'] ?? null,
      resource_id: row['calendar_resource_id'] ?? null,
    });
  }
}

/** Up to version 12 files lie in a dropbox per event, named in X-APPLE-DROPBOX (txdav/caldav/datastore/sql_attachment.py). */
function withDropboxes(database: RowDatabase): void {
  rewriteTexts(database, (lines, row) => {
    const attached = lines.findIndex((line) => line.includes(';MANAGED-ID='));
    if (attached < 0) return lines;
    const folder = `/calendars/__uids__/X/dropbox/${row['icalendar_uid'] ?? ''}.dropbox`;
    const file = `ATTACH;FMTTYPE=application/pdf;VALUE=URI:https://calendar.example.com:8443${folder}/Offer.pdf`;
    Object.assign(row, { attachments_mode: '2', dropbox_id: `${row['icalendar_uid'] ?? ''}.dropbox` });
    return [...lines.slice(0, attached), file, `X-APPLE-DROPBOX:${folder}`, ...lines.slice(attached + 1)];
  });
  for (const row of rowsOf(database, 'attachment')) {
    const link = rowsOf(database, 'attachment_calendar_object').find(({ attachment_id: id }) => id === row['attachment_id']);
    row['dropbox_id'] = `${link?.['managed_id'] ?? ''}.dropbox`;
  }
}

/** Before CALENDAR-DATAVERSION 3 GUIDs may be lower case, some here and not there (calendar_upgrade_from_2_to_3.py). */
function withLowerCaseOwners(database: RowDatabase): void {
  const lower = new Set(rowsOf(database, 'calendar_home').flatMap((row, index) => (index % 2 === 0 ? (row['owner_uid'] ?? '') : [])));
  const change = (text: string): string =>
    text.replace(/[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/g, (guid) => (lower.has(guid) ? guid.toLowerCase() : guid));
  for (const row of rowsOf(database, 'calendar_home')) row['owner_uid'] = change(row['owner_uid'] ?? '');
  for (const row of rowsOf(database, 'resource_property')) row['viewer_uid'] = change(row['viewer_uid'] ?? '');
  rewriteTexts(database, (lines) =>
    lines.map((line) => (/^(?:ORGANIZER|X-CALENDARSERVER-PERUSER-UID)\b/.test(line) ? change(line) : line)),
  );
}

/** Version 7 keeps a calendar's components in CALENDAR, version 6 as a property (calendar_upgrade_from_1_to_2.py). */
function withEarlyComponents(database: RowDatabase): void {
  const components = new Map(rowsOf(database, 'calendar_metadata').map((row) => [row['resource_id'], row['supported_components']]));
  for (const row of rowsOf(database, 'calendar')) {
    Object.assign(row, { supported_components: components.get(row['resource_id']) ?? null, created: '2026-01-02 03:04:05' });
  }
}

function withComponentProperties(database: RowDatabase): void {
  for (const { resource_id: id, supported_components: components } of rowsOf(database, 'calendar')) {
    const inner = (components ?? '').split(',').map((component) => `<comp name='${component}'/>`);
    if (components) addProperty(database, id ?? '', 'supported-calendar-component-set', inner.join(''), '');
  }
}

const OLDER: readonly { readonly below: number; readonly change: (database: RowDatabase) => void }[] = [
  { below: 54, change: withoutTrash },
  { below: 53, change: withoutInactiveHomes },
  { below: 48, change: withUuidAddresses },
  { below: 28, change: withInlineZones },
  { below: 22, change: withZoneProperties },
  { below: 19, change: withHomeProperties },
  { below: 14, change: withNamelessInvitations },
  { below: 13, change: withDropboxes },
  { below: 9, change: withLowerCaseOwners },
  { below: 8, change: withEarlyComponents },
  { below: 7, change: withComponentProperties },
];

function zoneText(zone: string): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Apple Inc.//Mac OS X 10.11.6//EN', ...inlineZone(zone), 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}

/** Sets what the sample leaves open, so that every place a version keeps it in counts: zones, another default calendar, an invitation. */
function furnish(database: RowDatabase, company: Company): void {
  const active = rowsOf(database, 'calendar_home').filter((row) => row['status'] === '0');
  const homes = new Map(active.map((row) => [row['owner_uid'], row['resource_id']]));
  const binds = rowsOf(database, 'calendar_bind');
  for (const { guid, zone } of company.people) {
    const own = binds.filter((row) => row['calendar_home_resource_id'] === homes.get(guid) && row['bind_mode'] === '0');
    for (const row of own) if (row['calendar_resource_name'] !== 'inbox') row['timezone'] = zoneText(zone);
  }
  const [, second, third] = company.people;
  const home = homes.get(second?.guid ?? '');
  const family = binds.find((row) => row['calendar_home_resource_id'] === home && row['calendar_resource_name']?.includes('-') === true);
  const metadata = rowsOf(database, 'calendar_home_metadata').find((row) => row['resource_id'] === home);
  if (metadata && family) metadata['default_events'] = family['calendar_resource_id'] ?? null;
  const shared = { ...family, calendar_home_resource_id: homes.get(third?.guid ?? '') ?? null };
  binds.push({
    ...shared,
    calendar_resource_name: 'not-yet-accepted',
    bind_mode: '2',
    bind_status: '0',
    bind_uid: 'AN-INVITATION',
    timezone: null,
  });
}

function withLargeIds(database: RowDatabase): void {
  const ids = /^(?:resource_id|trash|default_events|default_tasks|original_collection|group_id|attachment_id|calendar_.*resource_id)$/;
  for (const row of [...database.values()].flat()) {
    for (const [column, value] of Object.entries(row)) if (value !== null && ids.test(column)) row[column] = String(Number(value) + FAR);
  }
}

/** The sample company as a database of any schema version from 6 to 66: what it means is the same, as far as the version can say it. */
export function sampleOfVersion(dump: string, company: Company, version: number): DatabaseContent {
  const database = readRows(dump);
  furnish(database, company);
  for (const { below, change } of OLDER) if (version < below) change(database);
  if (version >= 66) withLargeIds(database);
  const dataVersion = calendarDataVersion(version);
  keep(database, 'calendarserver', ({ name }) => name === 'VERSION' || (name === 'CALENDAR-DATAVERSION' && dataVersion !== null));
  for (const row of rowsOf(database, 'calendarserver')) row['value'] = row['name'] === 'VERSION' ? String(version) : dataVersion;
  return contentOf(database, version);
}
