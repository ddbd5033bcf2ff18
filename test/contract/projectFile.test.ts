import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS, PROJECT_FORMAT } from '../../electron/adapters/sqlite/migrations/migrations.ts';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import type { ProjectFile, ProjectMode } from '../../electron/adapters/sqlite/projectFile.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { exitOf, firstLine, runModule } from '../support/runModule.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'godwit-project-'));
  path = join(folder, 'contoso.godwit');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const INSERT = "INSERT INTO snapshot VALUES (?, 'dump', 'x', 'now', 60, 'f', '{}')";
const COUNT = 'SELECT count(*) FROM snapshot';

function create(at = path, rows = 1): void {
  const project = openProject(at, 'create');
  for (let id = 1; id <= rows; id += 1) project.transaction(() => project.database.prepare(INSERT).run(id));
  project.close();
}

function rowsIn(project: ProjectFile): unknown {
  return project.read(() => project.database.prepare(COUNT).pluck().get());
}

function using<T>(at: string, mode: ProjectMode, work: (project: ProjectFile) => T): T {
  const project = openProject(at, mode);
  try {
    return work(project);
  } finally {
    project.close();
  }
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'no failure';
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

describe('a project file', () => {
  test('is made on demand, and keeps what was written', () => {
    create(path, 3);
    expect([using(path, 'write', rowsIn), using(path, 'create', rowsIn), using(path, 'read', rowsIn)]).toEqual([3, 3, 3]);
  });

  test('is one file at rest, which can be copied and read where nothing can be written', () => {
    create();
    expect(readdirSync(folder)).toEqual(['contoso.godwit', 'contoso.godwit-lock']);
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    copyFileSync(path, join(elsewhere, 'copy.godwit'));
    chmodSync(elsewhere, 0o555);
    expect(using(join(elsewhere, 'copy.godwit'), 'read', rowsIn)).toBe(1);
    expect(readdirSync(elsewhere)).toEqual(['copy.godwit']);
  });

  test('syncs each transaction, and undoes the whole of one that fails', () => {
    create();
    using(path, 'write', (project) => {
      expect(['journal_mode', 'synchronous', 'foreign_keys'].map((name) => project.database.pragma(name, { simple: true }))).toEqual([
        'wal',
        2,
        1,
      ]);
      const insert = project.database.prepare(INSERT);
      const failing = (): void =>
        project.transaction(() => {
          insert.run(2);
          project.transaction(() => insert.run(3));
          throw new Error('on the way');
        });
      expect(failing).toThrow('on the way');
      expect(rowsIn(project)).toBe(1);
    });
  });

  test('brings an older format up to date, whoever opens it', () => {
    for (const mode of ['write', 'read'] as const) {
      const old = join(folder, `${mode}.godwit`);
      const database = new Database(old);
      database.exec(MIGRATIONS[0]?.sql ?? '');
      database.pragma('application_id = 0x476f6477');
      database.pragma('user_version = 1');
      database.prepare(INSERT).run(1);
      database.close();
      expect(using(old, mode, (project) => [rowsIn(project), project.database.pragma('user_version', { simple: true })])).toEqual([
        1,
        PROJECT_FORMAT,
      ]);
    }
  });

  test('numbers its formats from 1 without a gap', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  test('that was only begun is begun again', () => {
    writeFileSync(path, '');
    create();
    expect(using(path, 'read', rowsIn)).toBe(1);
  });
});

describe('a file that cannot be opened', () => {
  test.each(['write', 'read'] as const)('is missing: %s', (mode) => {
    expect(codeOf(() => openProject(path, mode))).toBe('PROJECT_NOT_FOUND');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('has no folder', () => {
    expect(codeOf(() => openProject(join(folder, 'no', 'x.godwit'), 'create'))).toBe('PROJECT_FOLDER_MISSING');
  });

  test.each(['create', 'write', 'read'] as const)('is of a newer format, and stays untouched: %s', (mode) => {
    create();
    const database = new Database(path);
    database.pragma('user_version = 999');
    database.close();
    const before = readFileSync(path);
    expect(codeOf(() => openProject(path, mode))).toBe('PROJECT_NEWER');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test.each(['create', 'write', 'read'] as const)('is something else, and stays untouched: %s', (mode) => {
    const text = join(folder, 'letter.txt');
    writeFileSync(text, 'Dear Jimi, '.repeat(1000));
    const other = join(folder, 'other.sqlite');
    const database = new Database(other);
    database.exec('CREATE TABLE t (x)');
    database.close();
    const before = [readFileSync(text), readFileSync(other)];
    expect([text, other, folder].map((file) => codeOf(() => openProject(file, mode)))).toEqual([
      'PROJECT_NOT_A_PROJECT',
      'PROJECT_NOT_A_PROJECT',
      'PROJECT_NOT_A_PROJECT',
    ]);
    expect([readFileSync(text), readFileSync(other)]).toEqual(before);
    expect(readdirSync(folder).toSorted()).toEqual(['letter.txt', 'other.sqlite']);
  });

  test('was cut short', () => {
    create();
    truncateSync(path, 8192);
    expect(codeOf(() => using(path, 'write', rowsIn))).toBe('PROJECT_CORRUPT');
    expect(codeOf(() => using(path, 'read', rowsIn))).toBe('PROJECT_CORRUPT');
  });

  test('was overwritten inside', () => {
    create();
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0xab)]));
    expect(codeOf(() => using(path, 'read', rowsIn))).toBe('PROJECT_CORRUPT');
  });

  test('lies where nobody may write', async () => {
    create();
    chmodSync(folder, 0o755);
    chmodSync(path, 0o444);
    const code = `
      import { openProject } from '#/electron/adapters/sqlite/projectFile.ts';
      const codes = [];
      for (const [file, mode] of [['contoso', 'write'], ['contoso', 'create'], ['new', 'create'], ['contoso', 'read']]) {
        try {
          openProject(${JSON.stringify(folder)} + '/' + file + '.godwit', mode).close();
          codes.push('opened');
        } catch (error) {
          codes.push(error.code);
        }
      }
      console.log(codes.join());`;
    // Root may write anywhere; so as not to be root, the process becomes nobody.
    chmodSync(folder, 0o555);
    const child = runModule(code, process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {});
    expect(await firstLine(child)).toBe('PROJECT_READ_ONLY,PROJECT_READ_ONLY,PROJECT_READ_ONLY,opened');
    chmodSync(folder, 0o755);
  });
});

describe('one writer at a time', () => {
  test('refuses a second writer and lets readers in, by whatever name', () => {
    create();
    symlinkSync(path, join(folder, 'link.godwit'));
    using(path, 'write', (writer) => {
      expect(codeOf(() => openProject(path, 'write'))).toBe('PROJECT_LOCKED');
      expect(codeOf(() => openProject(join(folder, 'link.godwit'), 'create'))).toBe('PROJECT_LOCKED');
      using(path, 'read', (reader) =>
        using(path, 'read', (other) => {
          writer.transaction(() => writer.database.prepare(INSERT).run(2));
          expect([rowsIn(reader), rowsIn(other)]).toEqual([2, 2]);
          expect(codeOf(() => reader.transaction(() => reader.database.prepare(INSERT).run(3)))).toBe('PROJECT_READ_ONLY');
        }),
      );
    });
    expect(using(path, 'write', rowsIn)).toBe(2);
  });

  test('holds across processes, and ends with the process however it ends', async () => {
    create();
    const child = runModule(`
      import { openProject } from '#/electron/adapters/sqlite/projectFile.ts';
      const project = openProject(${JSON.stringify(path)}, 'write');
      project.transaction(() => project.database.prepare(${JSON.stringify(INSERT)}).run(2));
      console.log('open');
      setInterval(() => {}, 1000);`);
    const ended = exitOf(child);
    await firstLine(child);
    expect(codeOf(() => openProject(path, 'write'))).toBe('PROJECT_LOCKED');
    expect(using(path, 'read', rowsIn)).toBe(2);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    expect(using(path, 'read', rowsIn)).toBe(2);
    expect(using(path, 'write', rowsIn)).toBe(2);
    expect(readdirSync(folder)).toEqual(['contoso.godwit', 'contoso.godwit-lock']);
  });

  test('does not mind a reader that stays while the writer leaves and comes back', () => {
    create();
    const reader = openProject(path, 'read');
    for (const id of [2, 3]) {
      using(path, 'write', (writer) => writer.transaction(() => writer.database.prepare(INSERT).run(id)));
      expect(rowsIn(reader)).toBe(id);
    }
    reader.close();
    expect(using(path, 'read', rowsIn)).toBe(3);
  });
});

describe('a full disk', () => {
  test('undoes the transaction, is told as such, and leaves the project as it was', () => {
    create();
    using(path, 'write', (project) => {
      const pages = Number(project.database.pragma('page_count', { simple: true }));
      project.database.pragma(`max_page_count = ${pages + 2}`);
      const fill = (): void =>
        project.transaction(() => {
          const insert = project.database.prepare(INSERT.replace("'{}'", `'${'x'.repeat(5000)}'`));
          for (let id = 2; id < 100; id += 1) insert.run(id);
        });
      expect(codeOf(fill)).toBe('PROJECT_DISK_FULL');
      expect(rowsIn(project)).toBe(1);
    });
    expect(using(path, 'write', rowsIn)).toBe(1);
  });
});

describe('what is waited for elsewhere', () => {
  const insert = (project: ProjectFile, id: number) => (): void => void project.database.prepare(INSERT).run(id);
  const synchronous = (project: ProjectFile): unknown => project.database.pragma('synchronous', { simple: true });

  test('leaves all that follows as safe as ever, whether it was done or not', async () => {
    const project = openProject(path, 'create');
    const outcomes = Promise.allSettled([project.transactionSoon(insert(project, 1)), project.transactionSoon(insert(project, 1))]);
    expect(synchronous(project)).toBe(2);
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect([rowsIn(project), synchronous(project)]).toEqual([1, 2]);
    project.close();
    expect(readdirSync(folder).filter((name) => name.includes('-wal'))).toEqual([]);
  });

  test('says so when the disk does not take it', async () => {
    const project = openProject(path, 'create');
    project.transaction(insert(project, 1));
    // A log that cannot be found again, like one on a share that went away.
    rmSync(`${path}-wal`);
    await expect(project.transactionSoon(insert(project, 2))).rejects.toMatchObject({ code: 'PROJECT_DISK_FAILED' });
    project.close();
  });
});
