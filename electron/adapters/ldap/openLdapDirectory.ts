import type { Entry } from 'ldapts';
import { formatGuid } from '../../../shared/directory/formatGuid.ts';
import { OPEN_DIRECTORY_NAMES, recordFromAttributes } from '../../../shared/directory/recordFromAttributes.ts';
import type { AttributeNames } from '../../../shared/directory/recordFromAttributes.ts';
import { isGuid, normalizePrincipalUid } from '../../../shared/domain/address.ts';
import type { DirectoryRecord } from '../../../shared/domain/principal.ts';
import type { DirectoryReading, DirectoryServer, DirectoryServerFacts, DirectoryWarning } from '../../ports/DirectoryReader.ts';
import { parseLdapUrl } from './LdapOptions.ts';
import type { LdapOptions } from './LdapOptions.ts';
import { LDAP_ATTRIBUTES, lookUpEntries } from './lookUpEntries.ts';
import type { EntryQuery } from './lookUpEntries.ts';
import { findSuffixes, readPolicy, textValues } from './readRootDse.ts';
import { withLdapConnection } from './withLdapConnection.ts';
import type { LdapConnection } from './withLdapConnection.ts';

/** Groups in groups in groups; whoever nests deeper has made a circle. */
const DEEPEST_NESTING = 10;

function rawGuid(entry: Entry): string | null {
  const key = Object.keys(entry).find((candidate) => candidate.toLowerCase() === 'objectguid');
  const value = key === undefined ? undefined : entry[key];
  const bytes = Array.isArray(value) ? value[0] : value;
  return bytes === undefined || typeof bytes === 'string' ? null : formatGuid(bytes);
}

class LookUp {
  readonly #records: DirectoryRecord[] = [];
  readonly #warnings: DirectoryWarning[] = [];
  readonly #unanswered = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #connection: LdapConnection;
  readonly #suffixes: readonly string[];
  readonly #names: AttributeNames;
  readonly #query: EntryQuery;

  constructor(connection: LdapConnection, suffixes: readonly string[], names: AttributeNames, timeoutMs: number) {
    this.#connection = connection;
    this.#suffixes = suffixes;
    this.#names = names;
    const attributes = [...new Set([...LDAP_ATTRIBUTES, names.uid, names.shortName, names.fullName, names.email])];
    this.#query = { uidAttribute: names.uid, attributes, timeLimitSeconds: Math.ceil(timeoutMs / 1000) };
  }

  async ask(uids: readonly string[], depth = 0): Promise<void> {
    const fresh = [...new Set(uids)].filter((uid) => !this.#asked.has(uid));
    if (fresh.length === 0 || depth > DEEPEST_NESTING) return;
    for (const uid of fresh) this.#asked.add(uid);
    const { entries, unanswered } = await lookUpEntries(this.#connection, this.#suffixes, fresh, this.#query);
    for (const uid of unanswered) this.#unanswered.add(uid);
    for (const entry of entries) this.#add(entry);
    await this.ask(entries.flatMap((entry) => textValues(entry, 'apple-group-nestedgroup')).map(normalizePrincipalUid), depth + 1);
  }

  #add(entry: Entry): void {
    const guid = rawGuid(entry);
    const values = (name: string): readonly string[] => {
      const found = textValues(entry, name);
      return found.length === 0 && name === this.#names.uid && guid !== null ? [guid] : found;
    };
    const made = recordFromAttributes(values, { source: 'ldap', origin: this.#connection.address.label, dn: entry.dn, names: this.#names });
    if (made === null) return;
    this.#records.push(made.record);
    this.#warnings.push(...made.warnings.map((reason) => ({ where: entry.dn, reason })));
  }

  reading(): DirectoryReading {
    const limited = [...this.#unanswered].map((uid) => ({ where: uid, reason: 'the server’s limits allow no answer about it' }));
    return {
      origin: this.#connection.address.label,
      source: 'ldap',
      records: this.#records,
      warnings: [...limited, ...this.#warnings],
      isComplete: limited.length === 0,
      attributeNames: null,
    };
  }
}

/** A live Open Directory, Active Directory or plain LDAP server. */
export function openLdapDirectory(options: LdapOptions): DirectoryServer {
  const address = parseLdapUrl(options.url);
  return {
    label: address.label,
    probe: (signal) =>
      withLdapConnection(options, signal, async (connection): Promise<DirectoryServerFacts> => {
        const suffixes = await findSuffixes(connection, options.baseDn);
        const policies = await Promise.all(suffixes.map((suffix) => readPolicy(connection, suffix)));
        const usesTls = address.isSecure || options.startTls === true;
        return { suffixes, usesTls, isAnonymous: options.bindDn === undefined, policy: [...new Set(policies.flat())] };
      }),
    lookUp: (uids, { signal, attributeNames } = {}) =>
      withLdapConnection(options, signal, async (connection) => {
        const names = { ...OPEN_DIRECTORY_NAMES, ...attributeNames };
        const lookUp = new LookUp(connection, await findSuffixes(connection, options.baseDn), names, options.timeoutMs ?? 30_000);
        // Open Directory knows GUIDs only; where caldavd.plist names another attribute, any UID may be one of its values.
        const askable = names.uid === OPEN_DIRECTORY_NAMES.uid ? uids.filter(isGuid) : uids;
        await lookUp.ask(askable);
        return lookUp.reading();
      }),
  };
}
