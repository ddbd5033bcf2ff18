import { readFileSync } from 'node:fs';
import type { Config } from '../../shared/contract/config.ts';
import { Failure } from '../../shared/domain/failure.ts';

/** A config with what it refers to: the command line reads it from a file, the wizard makes it of its steps. */
export interface LoadedConfig {
  readonly config: Config;
  /** Resolves a path of the config against its folder. */
  path(relative: string): string;
  readonly projectPath: string;
  /** The secret of that name; throws when nobody knows it. `purpose` is for the sentence. */
  secret(variable: string, purpose: string): string;
}

/** The text of a file the config names: a certificate authority, a certificate with its key. */
export function readNamedFile(loaded: LoadedConfig, relative: string): string {
  const path = loaded.path(relative);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('CONFIG_FILE_UNREADABLE', { path, reason }, { cause: error });
  }
}
