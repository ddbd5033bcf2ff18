import type { DirectoryRecord, FactSource, Principal } from '../domain/principal.ts';
import { usableEmail } from '../domain/address.ts';
import { mergePrincipal } from './mergePrincipal.ts';
import type { MatchedRecord } from './mergePrincipal.ts';

/**
 * Whose word counts first. What the technician wrote by hand beats all; the target knows its own mailboxes; a live directory is newer than
 * an export of it; Calendar Server's own files say the least.
 */
const PRECEDENCE: readonly FactSource[] = [
  'csv',
  'target-export',
  'ldap',
  'plist',
  'dsexport',
  'ldif',
  'dscl-text',
  'resources.xml',
  'augments.xml',
  'group-table',
  'harvest',
];

const RANK: ReadonlyMap<FactSource, number> = new Map(PRECEDENCE.map((source, index) => [source, index]));

/** Built-in records of the system domain share this GUID prefix (twext/who/opendirectory/_service.py drops them too). */
const SYSTEM_RECORD = 'FFFFEEEE-DDDD-CCCC-BBBB-AAAA';

function byPrecedence(one: MatchedRecord, other: MatchedRecord): number {
  const rank = (RANK.get(one.record.source) ?? 99) - (RANK.get(other.record.source) ?? 99);
  if (rank !== 0) return rank;
  return one.record.origin < other.record.origin ? -1 : one.record.origin > other.record.origin ? 1 : 0;
}

/** Records of one principal, while they are being gathered. */
interface Cluster {
  readonly uid: string | null;
  readonly records: MatchedRecord[];
}

/** Which clusters a short name or address leads to; more than one = it decides nothing. */
class ClusterIndex {
  readonly #byName = new Map<string, Set<Cluster>>();
  readonly #byEmail = new Map<string, Set<Cluster>>();

  add(cluster: Cluster, record: DirectoryRecord): void {
    for (const name of record.shortNames) put(this.#byName, `${record.kind}/${name.toLowerCase()}`, cluster);
    for (const email of record.emails) put(this.#byEmail, usableEmail(email), cluster);
  }

  byEmail(record: DirectoryRecord): Cluster | null {
    return only(record.emails.map((email) => this.#byEmail.get(usableEmail(email) ?? '')));
  }

  /** Two records of different kinds may share a short name (a room `atlas` and a user `atlas`), so the kind must agree. */
  byShortName(record: DirectoryRecord): Cluster | null {
    return only(record.shortNames.map((name) => this.#byName.get(`${record.kind}/${name.toLowerCase()}`)));
  }
}

function put(index: Map<string, Set<Cluster>>, key: string | null, cluster: Cluster): void {
  if (key === null || key === '') return;
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([cluster]));
  else known.add(cluster);
}

function only(found: readonly (ReadonlySet<Cluster> | undefined)[]): Cluster | null {
  const all = new Set(found.flatMap((clusters) => [...(clusters ?? [])]));
  const [first] = all;
  return all.size === 1 && first !== undefined ? first : null;
}

function clusterByUid(records: readonly DirectoryRecord[], index: ClusterIndex): Cluster[] {
  const byUid = new Map<string, Cluster>();
  for (const record of records) {
    if (record.uid === null) continue;
    const cluster = byUid.get(record.uid) ?? { uid: record.uid, records: [] };
    byUid.set(record.uid, cluster);
    cluster.records.push({ record, matchedBy: 'uid' });
    index.add(cluster, record);
  }
  return [...byUid.values()];
}

/** An address says more than a short name: `info` is a common short name, a mailbox is one. */
function attachNameless(records: readonly DirectoryRecord[], clusters: Cluster[], index: ClusterIndex): void {
  for (const record of records) {
    if (record.uid !== null) continue;
    const byEmail = index.byEmail(record);
    const cluster = byEmail ?? index.byShortName(record) ?? { uid: null, records: [] };
    if (cluster.records.length === 0) clusters.push(cluster);
    cluster.records.push({ record, matchedBy: byEmail === null ? 'short-name' : 'email' });
    index.add(cluster, record);
  }
}

/**
 * All records of all sources, merged by UID. A record without a UID joins the one principal that shares an address with it, or else a short
 * name and the kind; where several do, it stays by itself rather than with the wrong one. The order of the input does not matter.
 */
export function mergeRecords(records: Iterable<DirectoryRecord>): Principal[] {
  const usable = [...records]
    .filter((record) => !record.uid?.startsWith(SYSTEM_RECORD))
    .map((record) => ({ record, order: JSON.stringify(record) }))
    .sort((one, other) => (one.order < other.order ? -1 : one.order > other.order ? 1 : 0))
    .map(({ record }) => record);
  const index = new ClusterIndex();
  const clusters = clusterByUid(usable, index);
  attachNameless(usable, clusters, index);
  return clusters.map((cluster) => mergePrincipal(cluster.uid, cluster.records.sort(byPrecedence)));
}
