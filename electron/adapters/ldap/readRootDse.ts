import type { Entry } from 'ldapts';
import { Failure } from '../../../shared/domain/failure.ts';
import { isNoSuchObject } from './ldapFailure.ts';
import type { LdapConnection } from './withLdapConnection.ts';

/** Values of an attribute as text, whichever of its shapes the library chose, and however the server writes the name. */
export function textValues(entry: Entry, name: string): string[] {
  const key = Object.keys(entry).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? [] : entry[key];
  if (value === undefined) return [];
  const values = Array.isArray(value) ? value : [value];
  return values.map((one) => (typeof one === 'string' ? one : one.toString('utf8')));
}

/** Password server and Kerberos keep their secrets there; there is nothing to look for. */
function isSecret(suffix: string): boolean {
  return suffix.toLowerCase() === 'cn=authdata';
}

/** Where entries are: as configured, else what the server names. Active Directory says which of its contexts is the one with people. */
export async function findSuffixes(connection: LdapConnection, baseDn: string | undefined): Promise<readonly string[]> {
  if (baseDn !== undefined && baseDn !== '') return [baseDn];
  const attributes = ['namingContexts', 'defaultNamingContext'];
  const { searchEntries } = await connection.search('', { scope: 'base', filter: '(objectClass=*)', attributes });
  const [root] = searchEntries;
  const domain = root === undefined ? [] : textValues(root, 'defaultNamingContext');
  const suffixes = domain.length > 0 || root === undefined ? domain : textValues(root, 'namingContexts');
  const usable = suffixes.filter((suffix) => suffix !== '' && !isSecret(suffix));
  if (usable.length === 0) throw new Failure('DIRECTORY_NO_SUFFIX', { address: connection.address.label });
  return usable;
}

/** Keys of the policy entry (CLDAPDefines.h) that matter to somebody who only reads. */
const POLICIES: readonly (readonly [key: string, words: string])[] = [
  ['Binding Required', 'computers must be bound to the directory'],
  ['No ClearText Authentications', 'clear-text logins are forbidden'],
  ['Packet Encryption', 'connections must be encrypted'],
  ['Packet Signing', 'packets must be signed'],
  ['Man In The Middle', 'man-in-the-middle attacks are blocked'],
];

/** What the server's own policy demands: says why an anonymous question stays without an answer. */
export async function readPolicy(connection: LdapConnection, suffix: string): Promise<readonly string[]> {
  try {
    const { searchEntries } = await connection.search(`cn=macosxodpolicy,cn=config,${suffix}`, {
      scope: 'base',
      attributes: ['apple-xmlplist'],
    });
    const text = searchEntries.flatMap((entry) => textValues(entry, 'apple-xmlplist')).join('');
    return POLICIES.filter(([key]) => new RegExp(`<key>${key}</key>\\s*<true\\s*/>`).test(text)).map(([, words]) => words);
  } catch (error) {
    if (isNoSuchObject(error)) return [];
    throw error;
  }
}
