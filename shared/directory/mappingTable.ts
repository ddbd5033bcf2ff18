import type { CalendarRouteRow, MappingRow } from '../domain/mappingRows.ts';
import { calendarKey } from './calendarTable.ts';

/** Columns of mapping.csv, in this order. The operator edits decision, email and targetname. */
export const MAPPING_COLUMNS = [
  'source',
  'kind',
  'name',
  'shortname',
  'decision',
  'email',
  'targetname',
  'rule',
  'confidence',
  'candidates',
  'events',
  'ownshome',
  'organizes',
  'members',
  'follows',
] as const;

/** Excel and its relatives run a cell that begins like this as a formula, in full width too (OWASP «CSV Injection»). */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** Puts an apostrophe before what a spreadsheet would run. Reversible: what already begins with one in that place gets another. */
export function escapeCell(value: string): string {
  return FORMULA.test(value) ? `'${value}` : value;
}

/** The value `escapeCell` was given. */
export function unescapeCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** Lists are separated by blanks, so blanks and signs inside a value are percent-encoded. */
export function joinList(values: readonly string[]): string {
  return values.map((value) => value.replace(/[%;\s]/g, encodeURIComponent)).join(' ');
}

/** What people write by hand need not be a valid encoding; then it means itself. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The values `joinList` was given; `;` separates too, as people write it. */
export function splitList(text: string): string[] {
  return text
    .split(/[\s;]+/)
    .filter((value) => value !== '')
    .map((value) => value.replace(/(?:%[0-9A-F]{2})+/gi, decodePart));
}

function cellsOf(row: MappingRow): string[] {
  const cells: Record<(typeof MAPPING_COLUMNS)[number], string> = {
    source: row.source,
    kind: row.kind,
    name: row.name,
    shortname: row.shortName,
    decision: row.decision,
    email: row.email,
    targetname: row.targetName,
    rule: row.rule,
    confidence: row.confidence,
    candidates: joinList(row.candidates),
    events: String(row.events),
    ownshome: row.ownsHome ? 'yes' : 'no',
    organizes: row.organizes ? 'yes' : 'no',
    members: joinList(row.memberUids),
    follows: row.follows,
  };
  return MAPPING_COLUMNS.map((column) => escapeCell(cells[column]));
}

/** Owner and mailbox are there to sort and filter by; only decision and targetname are read back. */
function calendarCellsOf(row: CalendarRouteRow, owner: MappingRow | undefined): string[] {
  const cells: Partial<Record<(typeof MAPPING_COLUMNS)[number], string>> = {
    source: calendarKey(row),
    kind: 'calendar',
    name: row.name,
    shortname: owner?.shortName || owner?.name || '',
    decision: row.route,
    email: owner?.email ?? '',
    targetname: row.target,
    rule: row.chosenBy,
  };
  return MAPPING_COLUMNS.map((column) => escapeCell(cells[column] ?? ''));
}

/** The mapping as a table for a spreadsheet: people, rooms, groups and addresses, then calendars. */
export function mappingTable(rows: readonly MappingRow[], calendars: readonly CalendarRouteRow[]): string[][] {
  const owners = new Map(rows.map((row) => [row.source, row]));
  const calendarLines = calendars.map((row) => calendarCellsOf(row, owners.get(`uid:${row.ownerUid}`)));
  return [[...MAPPING_COLUMNS], ...rows.map(cellsOf), ...calendarLines];
}
