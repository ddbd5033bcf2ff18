import { isGuid, normalizePrincipalUid, usableEmail } from '../../../shared/domain/address.ts';
import { mailAddresses } from '../../../shared/directory/mailAddresses.ts';
import { canonicalZoneName } from '../../../shared/domain/ianaTimeZone.ts';
import { principalKind } from '../../../shared/domain/principal.ts';
import type { DirectoryRecord, PrincipalKind } from '../../../shared/domain/principal.ts';
import { ianaOfWindowsId } from '../../../shared/ews/windowsZones.ts';
import type { DirectoryWarning } from '../../ports/DirectoryReader.ts';
import type { Table, TableRow } from '../../ports/TableFile.ts';

/** What a table’s records say, and the lines that say nothing usable. */
export interface ParsedRecords {
  readonly records: readonly DirectoryRecord[];
  readonly warnings: readonly DirectoryWarning[];
}

type Column =
  | 'type'
  | 'guid'
  | 'uid'
  | 'shortName'
  | 'fullName'
  | 'email'
  | 'primary'
  | 'members'
  | 'disabled'
  | 'capacity'
  | 'recipientType'
  | 'externalObjectId'
  | 'identity'
  | 'timeZone';

/** Headers as people, dscl and Exchange name them, in lower case without blanks and signs. */
const HEADERS: Readonly<Record<string, Column>> = {
  type: 'type',
  kind: 'type',
  recordtype: 'type',
  cutype: 'type',
  guid: 'guid',
  uid: 'uid',
  uuid: 'guid',
  generateduid: 'guid',
  applegenerateduid: 'guid',
  shortname: 'shortName',
  shortnames: 'shortName',
  recordname: 'shortName',
  username: 'shortName',
  login: 'shortName',
  alias: 'shortName',
  samaccountname: 'shortName',
  fullname: 'fullName',
  realname: 'fullName',
  displayname: 'fullName',
  name: 'fullName',
  cn: 'fullName',
  email: 'email',
  emails: 'email',
  mail: 'email',
  emailaddress: 'email',
  emailaddresses: 'email',
  proxyaddresses: 'email',
  oldaddress: 'email',
  address: 'email',
  smtp: 'primary',
  newaddress: 'primary',
  mailbox: 'primary',
  primarysmtpaddress: 'primary',
  windowsemailaddress: 'email',
  members: 'members',
  groupmembers: 'members',
  memberguids: 'members',
  disabled: 'disabled',
  capacity: 'capacity',
  resourcecapacity: 'capacity',
  recipienttypedetails: 'recipientType',
  recipienttype: 'recipientType',
  externaldirectoryobjectid: 'externalObjectId',
  identity: 'identity',
  timezone: 'timeZone',
};

/** RecipientTypeDetails of Get-Mailbox and Get-EXORecipient. */
const RECIPIENT_KINDS: Readonly<Record<string, PrincipalKind>> = {
  roommailbox: 'room',
  roomlist: 'group',
  equipmentmailbox: 'resource',
  usermailbox: 'user',
  remoteusermailbox: 'user',
  sharedmailbox: 'user',
  linkedmailbox: 'user',
  mailuser: 'user',
  groupmailbox: 'group',
  mailuniversaldistributiongroup: 'group',
  mailuniversalsecuritygroup: 'group',
  dynamicdistributiongroup: 'group',
};

type Columns = ReadonlyMap<Column, readonly number[]>;

function columnsOf(header: TableRow): Columns {
  const columns = new Map<Column, number[]>();
  header.cells.forEach((cell, index) => {
    const name = cell.replace(/^dsAttrType(?:Standard|Native):/i, '').toLowerCase();
    const column = HEADERS[name.replace(/[^a-z]/g, '')];
    if (column !== undefined) columns.set(column, [...(columns.get(column) ?? []), index]);
  });
  return columns;
}

/** Get-MailboxRegionalConfiguration: whose, and the time zone. A list made by hand has the calendars' GUIDs as well. */
function isRegionalExport(columns: Columns): boolean {
  return columns.has('timeZone') && (columns.has('identity') || columns.has('primary')) && !columns.has('guid') && !columns.has('uid');
}

/** The target’s own export names both an Exchange type and a primary address, or a mailbox's settings; nothing else does. */
function isTargetExport(columns: Columns): boolean {
  if (isRegionalExport(columns)) return true;
  return columns.has('primary') && (columns.has('recipientType') || columns.has('externalObjectId'));
}

/** A table is a directory when it can say who (GUID, short name or address) and one thing more. */
export function isRecordTable(table: Table): boolean {
  const [header] = table.rows;
  if (header === undefined) return false;
  const columns = columnsOf(header);
  if (isRegionalExport(columns)) return true;
  const names = columns.has('guid') || columns.has('uid') || columns.has('shortName') || columns.has('email') || columns.has('primary');
  return names && columns.size >= 2;
}

function listOf(text: string): string[] {
  return text.split(/[\s;|,]+/).filter((part) => part !== '');
}

class RowReader {
  readonly #columns: Columns;
  readonly #cells: readonly string[];

  constructor(columns: Columns, row: TableRow) {
    this.#columns = columns;
    this.#cells = row.cells;
  }

  values(column: Column): string[] {
    return (this.#columns.get(column) ?? []).map((index) => (this.#cells[index] ?? '').trim()).filter((value) => value !== '');
  }

  text(column: Column): string {
    return this.values(column)[0] ?? '';
  }
}

/** Identity is an address, an alias, or a place in the directory tree (`contoso.com/Users/Ada Avocet`), as the cmdlet was asked. */
function namesOfIdentity(identity: string): Pick<DirectoryRecord, 'emails' | 'shortNames' | 'fullName'> {
  const email = usableEmail(identity);
  if (email !== null) return { emails: [email], shortNames: [], fullName: '' };
  const name = identity.slice(identity.lastIndexOf('/') + 1);
  return { emails: [], shortNames: name === '' ? [] : [name], fullName: name };
}

/** Exchange names the zones of Windows; people who make the list by hand may write those of the tz database. */
function timeZoneOf(text: string): string | null {
  return ianaOfWindowsId(text) ?? canonicalZoneName(text);
}

function recordOf(row: RowReader, source: 'csv' | 'target-export', origin: string): DirectoryRecord | string {
  // `uid` is a GUID to Calendar Server and a short name to LDAP; the value tells.
  const guid = [row.text('guid'), row.text('uid')].find((id) => id !== '' && (isGuid(id) || id === row.text('guid'))) ?? '';
  const given = [...row.values('shortName'), ...row.values('uid').filter((id) => !isGuid(id))].flatMap(listOf);
  const listed = mailAddresses(row.values('email').flatMap(listOf));
  const primary = row.text('primary') === '' ? listed.primary : row.text('primary').replace(/^smtp:/i, '');
  const listedEmails = [...new Set([...(primary === null ? [] : [primary]), ...listed.all])];
  const isNamed = listedEmails.length + given.length > 0;
  const identity = namesOfIdentity(isNamed ? '' : row.text('identity'));
  const emails = isNamed ? listedEmails : identity.emails;
  const shortNames = isNamed ? given : identity.shortNames;
  // Exchange’s own GUIDs are other GUIDs than those of the calendars; only addresses and names connect the two.
  const uid = source === 'target-export' || guid === '' ? null : normalizePrincipalUid(guid);
  if (uid === null && shortNames.length === 0 && emails.length === 0) return 'names nobody: no GUID, no short name, no address';
  const type = row.text('recipientType').toLowerCase();
  const capacity = Number.parseInt(row.text('capacity'), 10);
  const timeZone = timeZoneOf(row.text('timeZone'));
  return {
    uid,
    kind: RECIPIENT_KINDS[type] ?? principalKind(row.text('type')),
    shortNames,
    fullName: row.text('fullName') || identity.fullName,
    emails,
    primaryEmail: primary === null ? null : usableEmail(primary),
    memberUids: row.values('members').flatMap(listOf).map(normalizePrincipalUid),
    disabled: /^(?:1|true|yes|y|x|ja|oui)$/i.test(row.text('disabled')),
    capacity: Number.isNaN(capacity) ? null : capacity,
    autoSchedule: null,
    ...(timeZone === null ? {} : { timeZone }),
    source,
    origin,
  };
}

/** Reads a directory.csv, a table made by hand, or the target’s export of its mailboxes. */
export function readRecordTable(table: Table, origin: string): ParsedRecords & { readonly source: 'csv' | 'target-export' } {
  const [header, ...rows] = table.rows;
  const warnings: DirectoryWarning[] = table.damagedLines.map((line) => ({
    where: `line ${line}`,
    reason: 'a quotation mark is not closed',
  }));
  if (header === undefined) return { source: 'csv', records: [], warnings };
  const columns = columnsOf(header);
  const source = isTargetExport(columns) ? 'target-export' : 'csv';
  const records: DirectoryRecord[] = [];
  for (const line of rows) {
    const row = new RowReader(columns, line);
    const where = `line ${line.line}`;
    const record = recordOf(row, source, origin);
    if (typeof record === 'string') warnings.push({ where, reason: record });
    else records.push(record);
    const zone = row.text('timeZone');
    if (zone !== '' && timeZoneOf(zone) === null) warnings.push({ where, reason: `the time zone «${zone}» is not known` });
  }
  return { source, records, warnings };
}
