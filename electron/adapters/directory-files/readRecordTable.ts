import { isGuid, normalizePrincipalUid, usableEmail } from '../../../shared/domain/address.ts';
import { mailAddresses } from '../../../shared/directory/mailAddresses.ts';
import { principalKind } from '../../../shared/domain/principal.ts';
import type { DirectoryRecord, PrincipalKind } from '../../../shared/domain/principal.ts';
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
  | 'externalObjectId';

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

/** The target’s own export names both an Exchange type and a primary address; nothing else does. */
function isTargetExport(columns: Columns): boolean {
  return columns.has('primary') && (columns.has('recipientType') || columns.has('externalObjectId'));
}

/** A table is a directory when it can say who (GUID, short name or address) and one thing more. */
export function isRecordTable(table: Table): boolean {
  const [header] = table.rows;
  if (header === undefined) return false;
  const columns = columnsOf(header);
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

function recordOf(row: RowReader, source: 'csv' | 'target-export', origin: string): DirectoryRecord | string {
  // `uid` is a GUID to Calendar Server and a short name to LDAP; the value tells.
  const guid = [row.text('guid'), row.text('uid')].find((id) => id !== '' && (isGuid(id) || id === row.text('guid'))) ?? '';
  const shortNames = [...row.values('shortName'), ...row.values('uid').filter((id) => !isGuid(id))].flatMap(listOf);
  const listed = mailAddresses(row.values('email').flatMap(listOf));
  const primary = row.text('primary') === '' ? listed.primary : row.text('primary').replace(/^smtp:/i, '');
  const emails = [...new Set([...(primary === null ? [] : [primary]), ...listed.all])];
  // Exchange’s own GUIDs are other GUIDs than those of the calendars; only addresses and names connect the two.
  const uid = source === 'target-export' || guid === '' ? null : normalizePrincipalUid(guid);
  if (uid === null && shortNames.length === 0 && emails.length === 0) return 'names nobody: no GUID, no short name, no address';
  const type = row.text('recipientType').toLowerCase();
  const capacity = Number.parseInt(row.text('capacity'), 10);
  return {
    uid,
    kind: RECIPIENT_KINDS[type] ?? principalKind(row.text('type')),
    shortNames,
    fullName: row.text('fullName'),
    emails,
    primaryEmail: primary === null ? null : usableEmail(primary),
    memberUids: row.values('members').flatMap(listOf).map(normalizePrincipalUid),
    disabled: /^(?:1|true|yes|y|x|ja|oui)$/i.test(row.text('disabled')),
    capacity: Number.isNaN(capacity) ? null : capacity,
    autoSchedule: null,
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
  for (const row of rows) {
    const record = recordOf(new RowReader(columns, row), source, origin);
    if (typeof record === 'string') warnings.push({ where: `line ${row.line}`, reason: record });
    else records.push(record);
  }
  return { source, records, warnings };
}
