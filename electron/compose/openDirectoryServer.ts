import { openLdapDirectory } from '../adapters/ldap/openLdapDirectory.ts';
import type { DirectoryServer } from '../ports/DirectoryReader.ts';
import { readNamedFile, type LoadedConfig } from './LoadedConfig.ts';

/** The live directory the config names, or null. Asks nothing yet. */
export function openDirectoryServer(loaded: LoadedConfig): DirectoryServer | null {
  const { ldap } = loaded.config.directory;
  if (ldap === undefined) return null;
  const { url, baseDn, bindDn, passwordEnv, caFile, startTls, fingerprint } = ldap;
  return openLdapDirectory({
    url,
    ...(baseDn === undefined ? {} : { baseDn }),
    ...(bindDn === undefined ? {} : { bindDn }),
    ...(passwordEnv === undefined ? {} : { password: loaded.secret(passwordEnv, bindDn ?? url) }),
    ...(caFile === undefined ? {} : { ca: readNamedFile(loaded, caFile) }),
    ...(startTls === undefined ? {} : { startTls }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  });
}
