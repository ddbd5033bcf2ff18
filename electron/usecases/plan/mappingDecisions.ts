import type { MappingIssue, MappingIssueCode } from '../../../shared/directory/checkMapping.ts';
import type { MappingRow, MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { PlanDecisionRow } from '../../ports/PlanStore.ts';

/** One word per decision, whether the conversion met it or the mapping was asked. */
const CODES: Readonly<Partial<Record<MappingIssueCode, string>>> = { 'unmapped-home-owner': 'unmapped-owner' };

function subjectOf({ sources, names, email }: MappingIssue): string {
  if (email !== '') return `${email}: ${names.join(', ')}`;
  return (sources[0] ?? '').replace(/^(?:uid|mailto|other):/, '');
}

/** Those of a mailbox nobody is going to write to can wait. */
function isInScope({ email }: MappingIssue, scope: readonly string[] | null): boolean {
  return email === '' || scope === null || scope.includes(email.toLowerCase());
}

/** A mailbox named in the scope that nobody is mapped to is a slip of the pen, or somebody forgotten: nothing would be written there. */
function unknownScope(rows: readonly MappingRow[], scope: readonly string[] | null): PlanDecisionRow[] {
  const mapped = new Set(rows.flatMap(({ decision, email }) => (decision === 'mapped' ? email.toLowerCase() : [])));
  const unknown = (scope ?? []).filter((mailbox) => !mapped.has(mailbox));
  return [...new Set(unknown)].map((subject) => ({ code: 'scope-unknown-mailbox', subject, objects: 0 }));
}

/** What a plan has met, and what blocks in the mapping itself, each once; the most events first. */
export function withMappingDecisions(
  met: readonly PlanDecisionRow[],
  issues: readonly MappingIssue[],
  { rows }: Pick<MappingVersion, 'rows'>,
  scope: readonly string[] | null,
): PlanDecisionRow[] {
  const events = new Map(rows.map((row) => [row.source, row.events]));
  const known = new Set(met.map(({ code, subject }) => `${code} ${subject}`));
  const own = issues
    .filter((issue) => issue.blocking && isInScope(issue, scope))
    .map((issue) => ({
      code: CODES[issue.code] ?? issue.code,
      subject: subjectOf(issue),
      objects: issue.sources.reduce((sum, source) => sum + (events.get(source) ?? 0), 0),
    }))
    .filter(({ code, subject }) => !known.has(`${code} ${subject}`));
  return [...met, ...own, ...unknownScope(rows, scope)].sort(
    (one, other) => other.objects - one.objects || (one.subject < other.subject ? -1 : 1),
  );
}

/** Home owners with events whose mailbox is a guess nobody has confirmed, in scope. They do not block: but somebody should look. */
export function guessedOwners({ rows }: Pick<MappingVersion, 'rows'>, scope: readonly string[] | null): readonly MappingRow[] {
  return rows.filter(
    ({ confidence, decision, ownsHome, events, email }) =>
      confidence === 'guess' && decision === 'mapped' && ownsHome && events > 0 && (scope === null || scope.includes(email.toLowerCase())),
  );
}
