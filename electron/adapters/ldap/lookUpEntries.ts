import { EqualityFilter, OrFilter } from 'ldapts';
import type { Entry, Filter } from 'ldapts';
import { guidBytes } from '../../../shared/directory/formatGuid.ts';
import { swapGuidBytes } from '../../../shared/directory/swapGuidBytes.ts';
import { isLimit } from './ldapFailure.ts';
import type { LdapConnection } from './withLdapConnection.ts';

/** Explicit, so that photographs and password placeholders never travel; operational ones must be named anyway. */
export const LDAP_ATTRIBUTES: readonly string[] = [
  'objectClass',
  'uid',
  'cn',
  'displayName',
  'mail',
  'proxyAddresses',
  'sAMAccountName',
  'userAccountControl',
  'objectGUID',
  'apple-generateduid',
  'apple-group-realname',
  'apple-group-memberguid',
  'apple-group-nestedgroup',
  'apple-realname',
  'apple-resource-info',
  'apple-capacity',
  'authAuthority',
];

/** Calendar Server itself asks for up to 500 at once; a hundred keeps clear of servers with small limits. */
const BATCH = 100;

export interface FoundEntries {
  readonly entries: readonly Entry[];
  /** UIDs the server would not answer for, even alone. */
  readonly unanswered: readonly string[];
}

export interface EntryQuery {
  readonly uidAttribute: string;
  readonly attributes: readonly string[];
  readonly timeLimitSeconds: number;
}

/**
 * apple-generateduid is compared with case (caseExactMatch), so both are asked for. Active Directory keeps the GUID as bytes; the straight
 * reading of them is asked for too, for there are imports that forgot to turn the first fields round. Values are never pasted into text:
 * the filter classes escape them, and bytes above 0x7F only survive as a Buffer.
 */
function filtersFor(uid: string, uidAttribute: string): Filter[] {
  const spellings = new Set([uid, uid.toUpperCase(), uid.toLowerCase()]);
  const byText = [...spellings].map((value) => new EqualityFilter({ attribute: uidAttribute, value }));
  const byBytes = [uid, swapGuidBytes(uid.toUpperCase()) ?? '']
    .map(guidBytes)
    .filter((bytes) => bytes !== null)
    .map((bytes) => new EqualityFilter({ attribute: 'objectGUID', value: Buffer.from(bytes) }));
  return [...byText, ...byBytes];
}

async function searchFor(
  connection: LdapConnection,
  suffix: string,
  uids: readonly string[],
  query: EntryQuery,
): Promise<readonly Entry[]> {
  const { searchEntries } = await connection.search(suffix, {
    scope: 'sub',
    filter: new OrFilter({ filters: uids.flatMap((uid) => filtersFor(uid, query.uidAttribute)) }),
    attributes: [...query.attributes],
    explicitBufferAttributes: ['objectGUID'],
    timeLimit: query.timeLimitSeconds,
  });
  return searchEntries;
}

/** An answer cut short is thrown away as a whole and asked for in halves: what came could as well be the smaller part. */
async function searchInParts(
  connection: LdapConnection,
  suffix: string,
  uids: readonly string[],
  query: EntryQuery,
): Promise<FoundEntries> {
  try {
    return { entries: await searchFor(connection, suffix, uids, query), unanswered: [] };
  } catch (error) {
    if (!isLimit(error)) throw error;
    if (uids.length === 1) return { entries: [], unanswered: uids };
    const middle = Math.ceil(uids.length / 2);
    const halves = [uids.slice(0, middle), uids.slice(middle)];
    const found: FoundEntries[] = [];
    for (const half of halves) found.push(await searchInParts(connection, suffix, half, query));
    return { entries: found.flatMap(({ entries }) => entries), unanswered: found.flatMap(({ unanswered }) => unanswered) };
  }
}

/** Everybody with one of the UIDs, below all suffixes. */
export async function lookUpEntries(
  connection: LdapConnection,
  suffixes: readonly string[],
  uids: readonly string[],
  query: EntryQuery,
): Promise<FoundEntries> {
  const entries: Entry[] = [];
  const unanswered = new Set<string>();
  for (const suffix of suffixes) {
    for (let start = 0; start < uids.length; start += BATCH) {
      const found = await searchInParts(connection, suffix, uids.slice(start, start + BATCH), query);
      entries.push(...found.entries);
      for (const uid of found.unanswered) unanswered.add(uid);
    }
  }
  return { entries, unanswered: [...unanswered] };
}
