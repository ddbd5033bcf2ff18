import type { MappingRow } from '../domain/mappingRows.ts';
import type { ImportedDecision } from './readMappingTable.ts';

function newRow(imported: ImportedDecision): MappingRow {
  const { source, kind, name, shortName, memberUids } = imported;
  const base = { source, kind, name, shortName, follows: '', memberUids, candidates: [], events: 0, ownsHome: false, organizes: false };
  return { ...base, decision: 'unmapped', email: '', targetName: name, rule: 'csv', confidence: 'none' };
}

/** A line of our own export that nobody touched: its column still says what we said, so nobody has confirmed anything by it. */
function isUntouched(row: MappingRow, { kind, targetName, confidence }: ImportedDecision): boolean {
  if (confidence === null || confidence === 'confirmed') return false;
  return (kind === 'unknown' || kind === row.kind) && (targetName === '' || targetName === row.targetName);
}

function decide(row: MappingRow, imported: ImportedDecision): MappingRow {
  const { decision, email, targetName } = imported;
  const isUnchanged = row.decision === decision && row.email === email;
  // Another name of somebody goes where that somebody goes, unless the operator says otherwise for this name.
  if (isUnchanged && (row.follows !== '' || isUntouched(row, imported))) return row;
  const kind = imported.kind === 'unknown' ? row.kind : imported.kind;
  const base = { ...row, kind, decision, email, targetName: targetName || row.targetName, follows: '' };
  if (decision === 'unmapped') return { ...base, confidence: 'none' };
  // Whose suggestion is taken over unchanged keeps its rule: the reason is still the reason.
  return { ...base, rule: isUnchanged ? row.rule : 'csv', confidence: 'confirmed' };
}

function followAgain(row: MappingRow, bySource: ReadonlyMap<string, MappingRow>): MappingRow {
  const followed = row.follows === '' ? undefined : bySource.get(row.follows);
  if (followed === undefined || followed.decision === 'unmapped') return row;
  const { decision, email, targetName, confidence } = followed;
  return { ...row, decision, email, targetName, confidence: confidence === 'confirmed' ? 'sure' : confidence };
}

function bySource(one: MappingRow, other: MappingRow): number {
  return one.source < other.source ? -1 : one.source > other.source ? 1 : 0;
}

/** The rows after the operator's decisions. Rows the file does not name stay; sources the mapping does not know are added and kept. */
export function applyDecisions(rows: readonly MappingRow[], decisions: readonly ImportedDecision[]): MappingRow[] {
  const decided = new Map(rows.map((row) => [row.source, row]));
  for (const decision of decisions) {
    decided.set(decision.source, decide(decided.get(decision.source) ?? newRow(decision), decision));
  }
  return [...decided.values()].map((row) => followAgain(row, decided)).sort(bySource);
}

/** The rows after every guess, or every guess of one rule, was confirmed. Where anybody goes stays as it is. */
export function confirmGuesses(rows: readonly MappingRow[], rule?: string): MappingRow[] {
  const known = new Map(rows.map((row) => [row.source, row]));
  const isMeant = (row: MappingRow): boolean => row.confidence === 'guess' && (rule === undefined || row.rule === rule);
  return rows.map((row) => {
    const followed = known.get(row.follows);
    if (followed === undefined) return isMeant(row) ? { ...row, confidence: 'confirmed' } : row;
    return row.confidence === 'guess' && isMeant(followed) ? { ...row, confidence: 'sure' } : row;
  });
}
