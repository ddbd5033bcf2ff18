import type { DirectoryRecord, Fact, FactConflict, Principal, PrincipalKind, Provenance } from '../domain/principal.ts';
import { usableEmail } from '../domain/address.ts';

/** A record that was recognised as a principal's, and by what. */
export interface MatchedRecord {
  readonly record: DirectoryRecord;
  readonly matchedBy: Provenance['matchedBy'];
}

function provenance({ record, matchedBy }: MatchedRecord): Provenance {
  return { source: record.source, origin: record.origin, matchedBy };
}

/** Distinct values in the order they are first said, each with all who say it. */
function facts(records: readonly MatchedRecord[], values: (record: DirectoryRecord) => readonly string[]): Fact<string>[] {
  const byValue = new Map<string, Provenance[]>();
  for (const matched of records) {
    for (const value of new Set(values(matched.record))) {
      const saidBy = byValue.get(value);
      if (saidBy === undefined) byValue.set(value, [provenance(matched)]);
      else saidBy.push(provenance(matched));
    }
  }
  return [...byValue].map(([value, saidBy]) => ({ value, saidBy }));
}

function usableEmails(record: DirectoryRecord): string[] {
  return record.emails.map(usableEmail).filter((email) => email !== null);
}

/** A source that lists an address among others agrees with one that knows only that address. */
function emailConflict(records: readonly MatchedRecord[]): FactConflict[] {
  const [first, ...others] = records.filter(({ record }) => usableEmails(record).length > 0);
  if (first === undefined) return [];
  const known = new Set(usableEmails(first.record));
  const disagree = others.some(({ record }) => !usableEmails(record).some((email) => known.has(email)));
  return disagree ? [{ field: 'email', values: facts(records, usableEmails) }] : [];
}

function disagreement(field: FactConflict['field'], values: readonly Fact<string>[]): FactConflict[] {
  return values.length > 1 ? [{ field, values }] : [];
}

/** What the records of one principal, best source first, say together. */
export function mergePrincipal(uid: string | null, records: readonly MatchedRecord[]): Principal {
  const kinds = facts(records, (record) => (record.kind === 'unknown' ? [] : [record.kind]));
  const names = facts(records, (record) => (record.fullName === '' ? [] : [record.fullName]));
  const all = records.map(({ record }) => record);
  return {
    uid,
    kind: firstKind(all),
    shortNames: [...new Set(all.flatMap((record) => record.shortNames))],
    fullName: names[0]?.value ?? '',
    emails: facts(records, usableEmails),
    unusableEmails: [...new Set(all.flatMap((record) => record.emails.filter((email) => usableEmail(email) === null)))],
    primaryEmail: all.map(({ primaryEmail }) => (primaryEmail === null ? null : usableEmail(primaryEmail))).find(isText) ?? null,
    memberUids: [...new Set(all.flatMap((record) => record.memberUids))].sort(),
    disabled: all.some((record) => record.disabled),
    capacity: all.find((record) => record.capacity !== null)?.capacity ?? null,
    autoSchedule: all.find((record) => record.autoSchedule !== null)?.autoSchedule ?? null,
    timeZone: all.find((record) => record.timeZone !== undefined)?.timeZone ?? null,
    saidBy: records.map(provenance),
    conflicts: [...disagreement('kind', kinds), ...disagreement('fullName', names), ...emailConflict(records)],
  };
}

function isText(value: string | null): value is string {
  return value !== null;
}

function firstKind(records: readonly DirectoryRecord[]): PrincipalKind {
  return records.find((record) => record.kind !== 'unknown')?.kind ?? 'unknown';
}
