import { emailDomain } from '../domain/address.ts';
import type { MappingRow } from '../domain/mappingRows.ts';
import type { PrincipalKind } from '../domain/principal.ts';

/** What is wrong, or deserves a look, in a mapping. Blocking ones keep a plan from being run. */
export const MAPPING_ISSUES = {
  'unmapped-home-owner': { blocking: true, sentence: 'Owns calendars with events, but has no target.' },
  'unmapped-organizer': { blocking: true, sentence: 'Organizes meetings, but has no target.' },
  'two-principals-one-mailbox': { blocking: true, sentence: 'Several principals are mapped to one mailbox.' },
  'room-on-user-mailbox': { blocking: true, sentence: 'A room or resource is mapped to a person’s mailbox.' },
  'unmapped-guest': { blocking: false, sentence: 'Is invited, but has no target; will be named in the body.' },
  'unmapped-empty-home': { blocking: false, sentence: 'Owns a home without events and has no target; nothing will be written.' },
  'disabled-account': { blocking: false, sentence: 'The account is disabled in the directory.' },
  'ambiguous-address': { blocking: false, sentence: 'Several addresses inside are possible.' },
  'same-name': { blocking: false, sentence: 'Somebody else has the same name; check that they are not mixed up.' },
  'person-on-room-mailbox': { blocking: false, sentence: 'A person is mapped to the mailbox of a room or resource.' },
  'room-capacity-differs': { blocking: false, sentence: 'The target’s room holds another number of people than the source’s.' },
  'outside-accepted-domains': { blocking: false, sentence: 'Is mapped to an address outside the accepted domains.' },
  guess: { blocking: false, sentence: 'The target is a guess that nobody has confirmed.' },
} as const satisfies Record<string, { readonly blocking: boolean; readonly sentence: string }>;

export type MappingIssueCode = keyof typeof MAPPING_ISSUES;

export interface MappingIssue {
  readonly code: MappingIssueCode;
  readonly blocking: boolean;
  /** Keys of the rows concerned. */
  readonly sources: readonly string[];
  readonly names: readonly string[];
  /** The mailbox in question, or ''. */
  readonly email: string;
}

/** What is known besides the rows. */
export interface MappingCheckContext {
  /** Kind of mailbox by address, where the target says so. */
  readonly mailboxKinds?: ReadonlyMap<string, PrincipalKind>;
  readonly acceptedDomains?: readonly string[];
  /** How many people a room holds: by key of its row, and by address of the mailbox. */
  readonly capacities?: { readonly bySource: ReadonlyMap<string, number>; readonly byMailbox: ReadonlyMap<string, number> };
}

function issue(code: MappingIssueCode, rows: readonly MappingRow[], email = ''): MappingIssue {
  return {
    code,
    blocking: MAPPING_ISSUES[code].blocking,
    sources: rows.map((row) => row.source),
    names: rows.map((row) => row.name || row.source),
    email,
  };
}

function isPlace({ kind }: MappingRow): boolean {
  return kind === 'room' || kind === 'resource';
}

function groupBy(rows: readonly MappingRow[], key: (row: MappingRow) => string): Map<string, MappingRow[]> {
  const groups = new Map<string, MappingRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

function openDecision(row: MappingRow): MappingIssue[] {
  if (row.decision !== 'unmapped') return [];
  if (row.ownsHome && row.events > 0) return [issue('unmapped-home-owner', [row])];
  if (row.organizes) return [issue('unmapped-organizer', [row])];
  return [issue(row.ownsHome ? 'unmapped-empty-home' : 'unmapped-guest', [row])];
}

const RULE_ISSUES: Readonly<Record<string, MappingIssueCode>> = {
  'guid-disabled': 'disabled-account',
  'guid-ambiguous': 'ambiguous-address',
};

function doubts(row: MappingRow, { acceptedDomains = [] }: MappingCheckContext): MappingIssue[] {
  const issues: MappingIssue[] = [];
  if (row.confidence === 'guess') issues.push(issue(RULE_ISSUES[row.rule] ?? 'guess', [row], row.email));
  if (row.decision === 'mapped' && acceptedDomains.length > 0 && !acceptedDomains.includes(emailDomain(row.email))) {
    issues.push(issue('outside-accepted-domains', [row], row.email));
  }
  return issues;
}

/** Aliases of one principal share its mailbox by right; only two principals, each with a UID of their own, are in each other's way. */
function sharedMailboxes(rows: readonly MappingRow[], { mailboxKinds }: MappingCheckContext): MappingIssue[] {
  const principals = rows.filter((row) => row.decision === 'mapped' && row.source.startsWith('uid:'));
  return [...groupBy(principals, (row) => row.email)].flatMap(([email, sharing]) => {
    const places = sharing.filter(isPlace);
    const people = sharing.filter((row) => row.kind === 'user');
    const onPerson = places.length > 0 && (people.length > 0 || mailboxKinds?.get(email) === 'user');
    return [
      ...(sharing.length > 1 ? [issue('two-principals-one-mailbox', sharing, email)] : []),
      ...(onPerson ? [issue('room-on-user-mailbox', [...places, ...people], email)] : []),
    ];
  });
}

/** Only where both sides say something; a room may well be mapped to a larger one on purpose. */
function unlikeMailboxes(rows: readonly MappingRow[], { mailboxKinds, capacities }: MappingCheckContext): MappingIssue[] {
  return rows
    .filter((row) => row.decision === 'mapped' && row.source.startsWith('uid:'))
    .flatMap((row) => {
      const there = mailboxKinds?.get(row.email);
      const [holds, wanted] = [capacities?.byMailbox.get(row.email), capacities?.bySource.get(row.source)];
      const isPersonOnRoom = row.kind === 'user' && (there === 'room' || there === 'resource');
      const differs = isPlace(row) && holds !== undefined && wanted !== undefined && holds !== wanted;
      return [
        ...(isPersonOnRoom ? [issue('person-on-room-mailbox', [row], row.email)] : []),
        ...(differs ? [issue('room-capacity-differs', [row], row.email)] : []),
      ];
    });
}

function sameNames(rows: readonly MappingRow[]): MappingIssue[] {
  const people = rows.filter((row) => row.kind === 'user' && row.source.startsWith('uid:') && row.name !== '');
  return [...groupBy(people, (row) => row.name.toLowerCase()).values()]
    .filter((group) => group.length > 1 && group.some((row) => row.confidence !== 'confirmed'))
    .map((group) => issue('same-name', group));
}

/** Everything that keeps the mapping from being used, blocking first, then what deserves a look. */
export function checkMapping(rows: readonly MappingRow[], context: MappingCheckContext = {}): MappingIssue[] {
  const issues = [
    ...rows.flatMap(openDecision),
    ...sharedMailboxes(rows, context),
    ...unlikeMailboxes(rows, context),
    ...sameNames(rows),
    ...rows.flatMap((row) => doubts(row, context)),
  ];
  return [...issues.filter(({ blocking }) => blocking), ...issues.filter(({ blocking }) => !blocking)];
}
