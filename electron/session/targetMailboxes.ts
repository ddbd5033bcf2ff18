import type { MappingVersion } from '../../shared/domain/mappingRows.ts';

/** Mailboxes a run would write to by this mapping: of those who own events, in scope, the fullest first. */
export function targetMailboxes(version: MappingVersion | null, scope: readonly string[] | 'all'): readonly string[] {
  const inScope = scope === 'all' ? null : new Set(scope.map((mailbox) => mailbox.toLowerCase()));
  const owners = (version?.rows ?? []).filter(({ decision, ownsHome, events }) => decision === 'mapped' && ownsHome && events > 0);
  const fullestFirst = [...owners].sort((one, other) => other.events - one.events || (one.email < other.email ? -1 : 1));
  return [...new Set(fullestFirst.map(({ email }) => email.toLowerCase()))].filter((email) => inScope === null || inScope.has(email));
}
