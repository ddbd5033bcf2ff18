import type { MappingState, WizardMappingRow } from '../../shared/contract/wizard/mapping.ts';
import { isMappingRule, MAPPING_RULES } from '../../shared/directory/mappingRules.ts';
import type { MappingRow } from '../../shared/domain/mappingRows.ts';
import { mappingStateOf } from './mappingRows.ts';
import { sourceAddress } from './People.ts';

export type RowIssues = ReadonlyMap<string, WizardMappingRow['issues']>;

interface RowFilter {
  readonly text: string;
  readonly kinds: readonly string[];
  readonly states: readonly string[];
  readonly rules: readonly string[];
  readonly issues: readonly string[];
}

/** What needs the operator comes first. */
const ORDER: Readonly<Record<MappingState, number>> = { decide: 0, confirm: 1, mapped: 2, outside: 3, 'left-out': 4, follows: 5 };

/** A row of the mapping as the table shows it. */
export function wizardRow(row: MappingRow, issues: RowIssues): WizardMappingRow {
  const { source, kind, name, follows, decision, email, targetName, rule, confidence, candidates, events, ownsHome, organizes } = row;
  return {
    source,
    kind,
    name,
    sourceAddress: sourceAddress(row),
    follows,
    state: mappingStateOf(row),
    decision,
    email,
    targetName,
    rule,
    ruleSentence: isMappingRule(rule) ? MAPPING_RULES[rule] : rule,
    confidence,
    candidates: [...candidates],
    events,
    ownsHome,
    organizes,
    issues: issues.get(source) ?? [],
  };
}

function isAmong(values: readonly string[], value: string): boolean {
  return values.length === 0 || values.includes(value);
}

export function filterRows(rows: readonly WizardMappingRow[], filter: RowFilter): readonly WizardMappingRow[] {
  const wanted = filter.text.trim().toLowerCase();
  return rows.filter((row) => {
    if (!isAmong(filter.kinds, row.kind) || !isAmong(filter.states, row.state) || !isAmong(filter.rules, row.rule)) return false;
    if (filter.issues.length > 0 && !row.issues.some(({ code }) => filter.issues.includes(code))) return false;
    return (
      wanted === '' ||
      [row.name, row.sourceAddress, row.email, row.targetName, row.source].some((text) => text.toLowerCase().includes(wanted))
    );
  });
}

function compareText(one: string, other: string): number {
  return one.localeCompare(other, 'en', { sensitivity: 'base' });
}

const COMPARE: Readonly<Record<string, (one: WizardMappingRow, other: WizardMappingRow) => number>> = {
  'needs-you-first': (one, other) =>
    Number(other.issues.some(({ blocking }) => blocking)) - Number(one.issues.some(({ blocking }) => blocking)) ||
    ORDER[one.state] - ORDER[other.state] ||
    other.events - one.events,
  name: (one, other) => compareText(one.name || one.sourceAddress, other.name || other.sourceAddress),
  email: (one, other) => compareText(one.email, other.email),
  events: (one, other) => other.events - one.events,
};

/** Sorted, the key last, so that the order never depends on chance. */
export function sortRows(rows: readonly WizardMappingRow[], sort: string, descending: boolean): readonly WizardMappingRow[] {
  const compare = COMPARE[sort] ?? ((): number => 0);
  const sorted = [...rows].sort((one, other) => compare(one, other) || (one.source < other.source ? -1 : 1));
  return descending ? sorted.reverse() : sorted;
}

/** How many rows have each word. */
export function countRows<T>(rows: readonly T[], wordOf: (row: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[wordOf(row)] = (counts[wordOf(row)] ?? 0) + 1;
  return counts;
}
