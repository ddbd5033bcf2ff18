import { addressKey, normalizeEmail, normalizePrincipalUid, parseAddressKey, parseCalendarUserAddress } from '../domain/address.ts';
import type { MappingConfidence, MappingDecision, MappingRow } from '../domain/mappingRows.ts';
import { principalKind } from '../domain/principal.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import { readCalendarChoice } from './calendarTable.ts';
import type { CalendarChoice } from './calendarTable.ts';
import { splitList, unescapeCell } from './mappingTable.ts';

/** One decision of an imported file. */
export interface ImportedDecision {
  readonly line: number;
  readonly source: string;
  readonly decision: MappingDecision;
  readonly email: string;
  readonly kind: PrincipalKind;
  readonly name: string;
  readonly shortName: string;
  readonly targetName: string;
  readonly memberUids: readonly string[];
  /** What the column `confidence` says; null where there is none, or nothing in it: then the line is the operator's word. */
  readonly confidence: MappingConfidence | null;
}

export interface TableProblem {
  readonly line: number;
  readonly problem: string;
}

export interface ReadMapping {
  readonly decisions: readonly ImportedDecision[];
  readonly calendars: readonly CalendarChoice[];
  readonly problems: readonly TableProblem[];
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

type Column =
  'source' | 'guid' | 'address' | 'kind' | 'name' | 'shortname' | 'decision' | 'email' | 'targetname' | 'members' | 'confidence';

/** Our own headers, and those people give a list of old and new addresses; lower case, letters only. */
const HEADERS: Readonly<Record<string, Column>> = {
  source: 'source',
  guid: 'guid',
  uid: 'guid',
  generateduid: 'guid',
  oldaddress: 'address',
  address: 'address',
  oldemail: 'address',
  kind: 'kind',
  type: 'kind',
  name: 'name',
  fullname: 'name',
  displayname: 'name',
  shortname: 'shortname',
  recordname: 'shortname',
  decision: 'decision',
  email: 'email',
  smtp: 'email',
  newaddress: 'email',
  mailbox: 'email',
  target: 'email',
  primarysmtpaddress: 'email',
  targetname: 'targetname',
  members: 'members',
  confidence: 'confidence',
};

const DECISIONS: Readonly<Record<string, MappingDecision>> = {
  mapped: 'mapped',
  map: 'mapped',
  external: 'external',
  outside: 'external',
  'left-out': 'left-out',
  'left out': 'left-out',
  leftout: 'left-out',
  skip: 'left-out',
  ignore: 'left-out',
  unmapped: 'unmapped',
  open: 'unmapped',
};

const CONFIDENCES: Readonly<Record<string, MappingConfidence>> = { confirmed: 'confirmed', sure: 'sure', guess: 'guess', none: 'none' };

function columnsOf(header: Line): Map<Column, number> {
  const columns = new Map<Column, number>();
  header.cells.forEach((cell, index) => {
    const column = HEADERS[cell.toLowerCase().replace(/[^a-z]/g, '')];
    if (column !== undefined && !columns.has(column)) columns.set(column, index);
  });
  return columns;
}

/** Whose a short name or an old address is, as far as the mapping's rows know. */
interface KnownNames {
  readonly byShortName: ReadonlyMap<string, readonly string[]>;
  readonly byAddress: ReadonlyMap<string, readonly string[]>;
}

function sourceOf(cell: (column: Column) => string, known: KnownNames): string | { readonly problem: string } {
  if (cell('source') !== '') return addressKey(parseAddressKey(cell('source')));
  if (cell('guid') !== '') return addressKey({ kind: 'principal', uid: normalizePrincipalUid(cell('guid')) });
  if (cell('shortname') !== '') {
    const owners = known.byShortName.get(cell('shortname').toLowerCase()) ?? [];
    if (owners.length > 1) return { problem: `the short name ${cell('shortname')} belongs to ${owners.length} principals; give the guid` };
    return owners[0] ?? addressKey({ kind: 'short-name', recordType: 'users', shortName: cell('shortname') });
  }
  if (cell('address') !== '') {
    const address = parseCalendarUserAddress(cell('address'));
    const owners = address.kind === 'mail' ? (known.byAddress.get(address.email) ?? []) : [];
    const [owner] = owners;
    return owners.length === 1 && owner !== undefined ? owner : addressKey(address);
  }
  return { problem: 'says of nobody whom it is about: source, guid, shortname and oldaddress are empty' };
}

function decisionOf(word: string, email: string): MappingDecision | { readonly problem: string } {
  if (word === '') return email === '' ? 'unmapped' : 'mapped';
  const decision = DECISIONS[word.toLowerCase()];
  return decision ?? { problem: `the decision «${word}» is none of mapped, external, left-out, unmapped` };
}

function readLine(line: Line, columns: ReadonlyMap<Column, number>, known: KnownNames): ImportedDecision | CalendarChoice | TableProblem {
  const cell = (column: Column): string => unescapeCell((line.cells[columns.get(column) ?? -1] ?? '').trim());
  if (cell('source').startsWith('calendar:')) {
    const choice = readCalendarChoice(cell('source'), cell('decision'), cell('targetname'));
    return 'problem' in choice ? { line: line.line, ...choice } : choice;
  }
  const source = sourceOf(cell, known);
  if (typeof source !== 'string') return { line: line.line, ...source };
  const decision = decisionOf(cell('decision'), cell('email'));
  if (typeof decision !== 'string') return { line: line.line, ...decision };
  const needsEmail = decision === 'mapped' || decision === 'external';
  const email = normalizeEmail(cell('email').replace(/^(?:mailto|smtp):/i, ''));
  if (needsEmail && email === null) return { line: line.line, problem: `«${cell('email')}» is not one mail address` };
  return {
    line: line.line,
    source,
    decision,
    email: needsEmail && email !== null ? email : '',
    kind: principalKind(cell('kind')),
    name: cell('name'),
    shortName: cell('shortname'),
    targetName: cell('targetname'),
    memberUids: splitList(cell('members')).map(normalizePrincipalUid),
    confidence: CONFIDENCES[cell('confidence').toLowerCase()] ?? null,
  };
}

function knownNames(rows: readonly MappingRow[]): KnownNames {
  const byShortName = new Map<string, string[]>();
  const byAddress = new Map<string, string[]>();
  for (const { source, shortName, candidates } of rows) {
    if (!source.startsWith('uid:')) continue;
    if (shortName !== '') byShortName.set(shortName.toLowerCase(), [...(byShortName.get(shortName.toLowerCase()) ?? []), source]);
    for (const address of candidates) byAddress.set(address, [...(byAddress.get(address) ?? []), source]);
  }
  return { byShortName, byAddress };
}

/** Two lines on one source that agree are one; that disagree, nobody can choose between. */
function contradictions(decisions: readonly ImportedDecision[]): TableProblem[] {
  const first = new Map<string, ImportedDecision>();
  return decisions.flatMap((decision) => {
    const known = first.get(decision.source);
    if (known === undefined) first.set(decision.source, decision);
    if (known === undefined || (known.decision === decision.decision && known.email === decision.email)) return [];
    return [{ line: decision.line, problem: `contradicts line ${known.line} on ${decision.source}` }];
  });
}

/** Reads an exported and edited mapping, or a list made by hand (guid or shortname or oldaddress, and smtp). Wrong lines are named. */
export function readMappingTable(lines: readonly Line[], rows: readonly MappingRow[]): ReadMapping {
  const [header, ...body] = lines;
  if (header === undefined) return { decisions: [], calendars: [], problems: [{ line: 1, problem: 'the file is empty' }] };
  const columns = columnsOf(header);
  const names = (['source', 'guid', 'shortname', 'address'] as const).some((column) => columns.has(column));
  if (!names || !(columns.has('email') || columns.has('decision'))) {
    return {
      decisions: [],
      calendars: [],
      problems: [{ line: header.line, problem: 'the first line must name columns like source, decision, email' }],
    };
  }
  const known = knownNames(rows);
  const read = body.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')).map((line) => readLine(line, columns, known));
  const decisions = read.filter((entry) => 'source' in entry);
  const problems = read.filter((entry) => 'problem' in entry);
  const calendars = read.filter((entry) => 'route' in entry);
  return { decisions, calendars, problems: [...problems, ...contradictions(decisions)].sort((one, other) => one.line - other.line) };
}
