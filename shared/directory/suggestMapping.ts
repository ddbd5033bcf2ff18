import type { MappingRow } from '../domain/mappingRows.ts';
import type { Principal } from '../domain/principal.ts';
import type { Choice } from './choice.ts';
import { createDomains } from './domains.ts';
import type { DomainOptions } from './domains.ts';
import { describeAddress } from './describeAddress.ts';
import type { Description } from './describeAddress.ts';
import type { HarvestedAddress } from './harvestedAddress.ts';
import { indexPrincipals } from './principalIndex.ts';
import { createSuggester } from './suggester.ts';

export interface SuggestionInput extends DomainOptions {
  readonly principals: readonly Principal[];
  readonly harvested: readonly HarvestedAddress[];
  /** The current version's rows; what the operator confirmed survives. */
  readonly previous: readonly MappingRow[];
}

function newRow(harvested: HarvestedAddress, description: Description, choice: Choice): MappingRow {
  const { kind, name, shortName, memberUids } = description;
  const { key: source, events, ownsHome, organizes } = harvested;
  return { source, kind, name, shortName, follows: '', ...choice, targetName: name, events, ownsHome, organizes, memberUids };
}

/** The operator's words stay; what the data and the directory say is told anew. */
function keepDecision(row: MappingRow, previous: MappingRow): MappingRow {
  const { decision, email, targetName, rule, confidence } = previous;
  const kind = row.kind === 'unknown' ? previous.kind : row.kind;
  return { ...row, kind, follows: '', decision, email, targetName: targetName === '' ? row.targetName : targetName, rule, confidence };
}

/** An operator's decision for someone the data no longer names: kept, and counting for nothing. */
function keepUnseen(previous: MappingRow): MappingRow {
  return { ...previous, events: 0, ownsHome: false, organizes: false };
}

/**
 * Suggests where everybody named in the calendar data goes: one row per address, in the order of their keys. A pure function: the same input,
 * in whatever order, gives the same rows. Each row says by which rule, how sure it is, and what else it could have been.
 */
export function suggestMapping(input: SuggestionInput): MappingRow[] {
  const domains = createDomains(input, input.principals);
  const index = indexPrincipals(input.principals, domains);
  const confirmed = new Map(input.previous.filter(({ confidence }) => confidence === 'confirmed').map((row) => [row.source, row]));
  const suggester = createSuggester({ index, domains, harvested: input.harvested, confirmed });

  const rows = new Map<string, MappingRow>();
  for (const harvested of input.harvested) {
    const principal = suggester.principalOf(harvested.address);
    const suggested = newRow(harvested, describeAddress(harvested, principal, index), suggester.suggest(harvested));
    const previous = confirmed.get(harvested.key);
    rows.set(harvested.key, previous === undefined ? suggested : keepDecision(suggested, previous));
  }
  for (const previous of confirmed.values()) if (!rows.has(previous.source)) rows.set(previous.source, keepUnseen(previous));
  return [...rows.values()].sort(bySource);
}

function bySource(one: MappingRow, other: MappingRow): number {
  return one.source < other.source ? -1 : one.source > other.source ? 1 : 0;
}
