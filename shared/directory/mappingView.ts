import { addressKey, usableEmail } from '../domain/address.ts';
import type { CalendarUserAddress } from '../domain/address.ts';
import type { MappingTarget, MappingView } from '../domain/mapping.ts';
import type { MappingRow, MappingVersion } from '../domain/mappingRows.ts';
import { principalKind } from '../domain/principal.ts';

type Hints = Parameters<MappingView['resolve']>[1];

/** Rows by short name; null where two share it. */
function byShortName(rows: readonly MappingRow[]): ReadonlyMap<string, MappingRow | null> {
  const index = new Map<string, MappingRow | null>();
  for (const row of rows) {
    if (row.shortName === '' || !row.source.startsWith('uid:')) continue;
    for (const key of [`${row.kind}/${row.shortName.toLowerCase()}`, `unknown/${row.shortName.toLowerCase()}`]) {
      index.set(key, index.has(key) ? null : row);
    }
  }
  return index;
}

/** A principal whose target address is the very address asked for; null where two share it. */
function byTarget(rows: readonly MappingRow[]): ReadonlyMap<string, MappingRow | null> {
  const index = new Map<string, MappingRow | null>();
  for (const row of rows) {
    if (row.decision !== 'mapped' || !row.source.startsWith('uid:')) continue;
    index.set(row.email, index.has(row.email) ? null : row);
  }
  return index;
}

function targetOf(row: MappingRow, hints: Hints): MappingTarget {
  const name = row.targetName || row.name || (hints?.cn ?? '');
  switch (row.decision) {
    case 'mapped':
      return { state: 'mapped', email: row.email, name, kind: row.kind };
    case 'external':
      return { state: 'external', email: row.email, name };
    case 'left-out':
      return { state: 'left-out', name, kind: row.kind };
    case 'unmapped':
      return { state: 'unmapped', name, kind: row.kind };
  }
}

/** The mapping as the converter asks it: look-ups in memory, each a few map accesses. */
export function createMappingView(version: Pick<MappingVersion, 'rows'>): MappingView {
  const bySource = new Map(version.rows.map((row) => [row.source, row]));
  const byName = byShortName(version.rows);
  const byMailbox = byTarget(version.rows);

  function rowOf(address: CalendarUserAddress): MappingRow | null {
    const row = bySource.get(addressKey(address));
    if (row !== undefined && row.decision !== 'unmapped') return row;
    if (address.kind === 'mail') return byMailbox.get(address.email) ?? row ?? null;
    if (address.kind !== 'short-name') return row ?? null;
    return byName.get(`${principalKind(address.recordType)}/${address.shortName.toLowerCase()}`) ?? row ?? null;
  }

  /** CN alone never decides: people share names. EMAIL does, and only where the address itself leads nowhere. */
  function rowOfHint(hints: Hints): MappingRow | null {
    const email = usableEmail(hints?.email ?? '');
    const row = email === null ? null : rowOf({ kind: 'mail', email });
    return row === null || row.decision === 'unmapped' ? null : row;
  }

  return {
    resolve(address, hints) {
      const row = rowOf(address);
      if (row !== null && row.decision !== 'unmapped') return targetOf(row, hints);
      const hinted = rowOfHint(hints);
      if (hinted !== null) return targetOf(hinted, hints);
      if (row !== null) return targetOf(row, hints);
      const name = hints?.cn ?? (address.kind === 'mail' ? address.email : '');
      return { state: 'unmapped', name, kind: 'unknown' };
    },
    group(address) {
      const row = rowOf(address);
      return row?.kind === 'group' ? { memberUids: row.memberUids } : null;
    },
  };
}
