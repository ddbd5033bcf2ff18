import type { MappingRow, MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { PrincipalKind } from '../../shared/domain/principal.ts';

export interface Named {
  readonly name: string;
  readonly kind: PrincipalKind;
}

/** Who is behind a mailbox or a UID, as the mapping names them. */
export interface People {
  ofMailbox(email: string): Named;
  ofOwner(uid: string): Named & { readonly address: string };
  /** UIDs whose calendars belong to a mailbox. */
  ownersOf(mailbox: string): readonly string[];
  mailboxOf(uid: string): string | null;
  /** Mailboxes whose name or address has the text in it. */
  mailboxesNamed(text: string): readonly string[];
}

/** Enough of a UID to tell it from its neighbours. */
function shortUid(uid: string): string {
  return uid.length <= 12 ? uid : `…${uid.slice(-8)}`;
}

/** Mail address or short name on the Mac. */
export function sourceAddress({ source, shortName, candidates }: MappingRow): string {
  if (source.startsWith('mailto:')) return source.slice('mailto:'.length);
  return candidates[0] ?? shortName;
}

/** Looks people up in a version of the mapping; without one everybody is their UID. */
export function peopleOf(version: MappingVersion | null): People {
  const rows = version?.rows ?? [];
  const byMailbox = new Map<string, MappingRow>();
  const bySource = new Map(rows.map((row) => [row.source, row]));
  const owners = new Map<string, string[]>();
  for (const row of rows) {
    if (row.decision !== 'mapped') continue;
    const mailbox = row.email.toLowerCase();
    const known = byMailbox.get(mailbox);
    if (known === undefined || (row.ownsHome && !known.ownsHome)) byMailbox.set(mailbox, row);
    if (row.source.startsWith('uid:')) owners.set(mailbox, [...(owners.get(mailbox) ?? []), row.source.slice('uid:'.length)]);
  }
  const nameOf = (row: MappingRow): string => row.targetName || row.name || row.email;
  return {
    ofMailbox: (email) => {
      const row = byMailbox.get(email.toLowerCase());
      return row === undefined ? { name: email, kind: 'unknown' } : { name: nameOf(row), kind: row.kind };
    },
    ofOwner: (uid) => {
      const row = bySource.get(`uid:${uid}`);
      if (row === undefined) return { name: shortUid(uid), kind: 'unknown', address: '' };
      return { name: row.name || shortUid(uid), kind: row.kind, address: sourceAddress(row) };
    },
    ownersOf: (mailbox) => owners.get(mailbox.toLowerCase()) ?? [],
    mailboxOf: (uid) => {
      const row = bySource.get(`uid:${uid}`);
      return row?.decision === 'mapped' ? row.email.toLowerCase() : null;
    },
    mailboxesNamed: (text) => {
      const wanted = text.toLowerCase();
      return [...byMailbox]
        .filter(([email, row]) => email.includes(wanted) || nameOf(row).toLowerCase().includes(wanted))
        .map(([email]) => email);
    },
  };
}
