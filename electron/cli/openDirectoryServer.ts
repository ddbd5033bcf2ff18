import { readFileSync } from 'node:fs';
import { openLdapDirectory } from '../adapters/ldap/openLdapDirectory.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { DirectoryServer } from '../ports/DirectoryReader.ts';
import type { LoadedConfig } from './readConfig.ts';

function readAuthority(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('DIRECTORY_FILE_UNREADABLE', { path, reason }, { cause: error });
  }
}

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
    ...(caFile === undefined ? {} : { ca: readAuthority(loaded.path(caFile)) }),
    ...(startTls === undefined ? {} : { startTls }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  });
}
