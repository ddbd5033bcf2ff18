import type { DirectoryServer } from '../ports/DirectoryReader.ts';
import { readNamedFile, type LoadedConfig } from './LoadedConfig.ts';

/** The live directory the config names, or null. Asks nothing yet. */
export async function openDirectoryServer(loaded: LoadedConfig): Promise<DirectoryServer | null> {
  const { ldap } = loaded.config.directory;
  if (ldap === undefined) return null;
  const { url, baseDn, bindDn, passwordEnv, caFile, startTls, fingerprint } = ldap;
  // Loaded for those who have a server: the others save its memory.
  const { openLdapDirectory } = await import('../adapters/ldap/openLdapDirectory.ts');
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
