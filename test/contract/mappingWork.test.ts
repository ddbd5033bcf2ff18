import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvTableFile } from '../../electron/adapters/directory-files/CsvTableFile.ts';
import { directoryFileReader } from '../../electron/adapters/directory-files/readDirectoryFile.ts';
import { openLdapDirectory } from '../../electron/adapters/ldap/openLdapDirectory.ts';
import { sqliteDirectoryStore } from '../../electron/adapters/sqlite/directoryStore.ts';
import { sqliteMappingStore } from '../../electron/adapters/sqlite/mappingStore.ts';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import type { ProjectFile } from '../../electron/adapters/sqlite/projectFile.ts';
import type { SnapshotReader } from '../../electron/ports/SnapshotStore.ts';
import { checkMapping } from '../../electron/usecases/checkMapping.ts';
import { diffMapping } from '../../electron/usecases/diffMapping.ts';
import { exportMapping } from '../../electron/usecases/exportMapping.ts';
import { harvestAddresses, uidsOf } from '../../electron/usecases/harvestAddresses.ts';
import { importDirectory } from '../../electron/usecases/importDirectory.ts';
import { importMapping } from '../../electron/usecases/importMapping.ts';
import { routeCalendars } from '../../electron/usecases/routeCalendars.ts';
import { suggestMapping } from '../../electron/usecases/suggestMapping.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import { guid } from '../unit/directory/people.ts';
import { missingForSlapd, startSlapd } from '../support/startSlapd.ts';
import { takeSnapshot } from '../support/takeSnapshot.ts';

const AVOCET = '21C43262-B62B-5BF2-841B-EEC9E93BCC8F';
const BUNTING = '8C5A96BB-4222-5688-A7F6-1EC117E6BBF3';
const EYRIE = '10317CD5-207B-5333-86F7-312D6FBECA50';
const FLOCK = 'D44506D9-8DFC-5B87-8C05-E2003E3AF0EA';
const clock = { now: () => new Date('2026-11-20T08:00:00Z') };
const domains = { acceptedDomains: ['new.example'], rewriteDomains: { 'birds.example': 'new.example' } };

let folder: string;
let project: ProjectFile;
let snapshot: SnapshotReader;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mapping-'));
  project = openProject(join(folder, 'p.godwit'), 'create');
  const meeting = [
    `ORGANIZER;CN=Ada Avocet;EMAIL=avocet@birds.example:urn:x-uid:${AVOCET}`,
    `ATTENDEE;CN="Eyrie";CUTYPE=ROOM:urn:uuid:${EYRIE.toLowerCase()}`,
    'ATTENDEE;CN=Guest:mailto:guest@elsewhere.example',
    `ATTENDEE;CN=The Flock;CUTYPE=X-SERVER-GROUP:urn:x-uid:${FLOCK}`,
    `ATTENDEE;CN=Bea Bunting;MEMBER="urn:x-uid:${FLOCK}":urn:x-uid:${BUNTING}`,
  ];
  snapshot = takeSnapshot(project, {
    homes: [[AVOCET], [EYRIE], [guid(5)], [guid(6), 2]],
    events: [
      { home: AVOCET, uid: 'meeting', lines: meeting },
      { home: EYRIE, uid: 'meeting', lines: meeting },
      { home: AVOCET, uid: 'alone' },
      { home: AVOCET, uid: 'invitation', calendar: 'inbox', lines: ['ORGANIZER:mailto:inbox@elsewhere.example'] },
    ],
    groups: [{ uid: FLOCK, name: 'The Flock', members: [BUNTING, AVOCET] }],
  });
});

afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function suggest(): Promise<MappingVersion> {
  const directory = sqliteDirectoryStore(project);
  return suggestMapping({ snapshot, directory, mappings: sqliteMappingStore(project), calendars: 'category', clock, ...domains });
}

function outcome({ rows }: MappingVersion): unknown {
  return rows.map(({ source, decision, email, rule, events }) => [source, decision, email, rule, events]);
}

const CSV = `type,guid,shortname,fullname,email\nuser,${AVOCET},avocet,Ada Avocet,avocet@birds.example\nuser,${BUNTING},bunting,Bea Bunting,bunting@birds.example\nlocation,${EYRIE},eyrie,Eyrie,\n`;

describe('from the snapshot to a mapping', () => {
  it('harvests everybody named by what will be planned, each event once', async () => {
    const found = await harvestAddresses(snapshot);
    expect(found.map(({ key, events, ownsHome, organizes }) => [key, events, ownsHome, organizes])).toEqual([
      ['mailto:guest@elsewhere.example', 1, false, false],
      [`uid:${guid(5)}`, 0, true, false],
      [`uid:${EYRIE}`, 1, true, false],
      [`uid:${AVOCET}`, 2, true, true],
      [`uid:${BUNTING}`, 1, false, false],
      [`uid:${FLOCK}`, 1, false, false],
    ]);
    expect(found.find(({ key }) => key === `uid:${FLOCK}`)?.memberUids).toEqual([AVOCET, BUNTING]);
    expect(uidsOf(found)).toEqual([guid(5), EYRIE, AVOCET, BUNTING, FLOCK]);
  });

  it('with the directory in files', async () => {
    const store = sqliteDirectoryStore(project);
    const imported = await importDirectory({
      files: [file('d.csv', CSV), join(folder, 'missing.csv')],
      reader: directoryFileReader,
      store,
      clock,
    });
    expect(imported.principals).toHaveLength(3);
    expect(imported.failures.map(({ error }) => error.code)).toEqual(['DIRECTORY_FILE_UNREADABLE']);
    expect(outcome(await suggest())).toEqual([
      ['mailto:guest@elsewhere.example', 'external', 'guest@elsewhere.example', 'external-domain', 1],
      [`uid:${guid(5)}`, 'unmapped', '', 'not-in-directory', 0],
      [`uid:${EYRIE}`, 'mapped', 'eyrie@new.example', 'short-name', 1],
      [`uid:${AVOCET}`, 'mapped', 'avocet@new.example', 'guid', 2],
      [`uid:${BUNTING}`, 'mapped', 'bunting@new.example', 'guid', 1],
      [`uid:${FLOCK}`, 'left-out', '', 'group-members', 1],
    ]);
    expect((await suggest()).id).toBe(1);
  });

  it('keeps what a file said when it cannot be read the next time', async () => {
    const store = sqliteDirectoryStore(project);
    const path = file('d.csv', CSV);
    await importDirectory({ files: [path], reader: directoryFileReader, store, clock });
    rmSync(path);
    const again = await importDirectory({ files: [path], reader: directoryFileReader, store, clock });
    expect([again.failures.length, again.principals.length]).toEqual([1, 3]);
  });

  it.skipIf(missingForSlapd() !== null)('with the directory live, asked for those in the data only', async () => {
    const slapd = await startSlapd();
    try {
      const store = sqliteDirectoryStore(project);
      const server = openLdapDirectory({ url: slapd.url });
      const { readings } = await importDirectory({
        files: [],
        reader: directoryFileReader,
        server,
        uids: uidsOf(await harvestAddresses(snapshot)),
        store,
        clock,
      });
      // The flock nests the waders; nobody else comes along.
      expect(readings[0]?.records.map(({ shortNames }) => shortNames[0]).sort()).toEqual(['avocet', 'bunting', 'eyrie', 'flock', 'waders']);
      expect((await suggest()).rows.find(({ source }) => source === `uid:${BUNTING}`)).toMatchObject({
        email: 'bunting@new.example',
        rule: 'guid-ambiguous',
      });
    } finally {
      await slapd.stop();
    }
  });

  it('goes out to a spreadsheet and comes back with the operator’s decisions', async () => {
    await importDirectory({ files: [file('d.csv', CSV)], reader: directoryFileReader, store: sqliteDirectoryStore(project), clock });
    await suggest();
    const mappings = sqliteMappingStore(project);
    const path = join(folder, 'mapping.csv');
    await exportMapping({ mappings, tables: csvTableFile, path });
    const edited = readFileSync(path, 'utf8')
      .replace(/^(uid:10317CD5[^\n]*?)eyrie@new\.example/m, '$1mr4f@new.example')
      .replaceAll(',', ';');
    // As Excel saves «Unicode text».
    writeFileSync(path, Buffer.from(edited, 'utf16le'));
    const { version, decisions, difference } = await importMapping({ mappings, tables: csvTableFile, path, clock });
    expect([version.id, decisions]).toEqual([2, 6]);
    expect(difference.rows.map(({ source, became }) => [source, became?.email])).toEqual([[`uid:${EYRIE}`, 'mr4f@new.example']]);
    expect(version.rows.find(({ source }) => source === `uid:${EYRIE}`)).toMatchObject({ rule: 'csv', confidence: 'confirmed' });
    expect((await suggest()).rows.find(({ source }) => source === `uid:${EYRIE}`)?.email).toBe('mr4f@new.example');
    expect(diffMapping({ mappings, before: 1, after: 2 }).rows).toHaveLength(1);
  });

  it('takes nothing over from a file with one wrong line, and names it', async () => {
    await suggest();
    const mappings = sqliteMappingStore(project);
    const path = file('m.csv', `source,decision,email\nuid:${AVOCET},mapped,avocet@new.example\nuid:${EYRIE},mapped,nonsense\n`);
    await expect(importMapping({ mappings, tables: csvTableFile, path, clock })).rejects.toMatchObject({
      code: 'MAPPING_FILE_INVALID',
      parameters: { count: 1, problems: 'line 3: «nonsense» is not one mail address' },
    });
    expect(mappings.current()?.id).toBe(1);
  });

  it('can be imported before anything was suggested', async () => {
    const mappings = sqliteMappingStore(project);
    const path = file('m.csv', 'oldAddress,smtp\navocet@birds.example,boss@new.example\n');
    await importMapping({ mappings, tables: csvTableFile, path, clock });
    const { rows } = await suggest();
    expect(rows.find(({ source }) => source === `uid:${AVOCET}`)).toMatchObject({ email: 'boss@new.example', rule: 'csv' });
  });

  it('says what is open', async () => {
    await suggest();
    const issues = checkMapping({ mappings: sqliteMappingStore(project), directory: sqliteDirectoryStore(project), ...domains }).issues;
    expect(issues.map(({ code, sources }) => [code, sources[0]])).toEqual([
      ['unmapped-home-owner', `uid:${EYRIE}`],
      ['unmapped-empty-home', `uid:${guid(5)}`],
      ['unmapped-guest', `uid:${BUNTING}`],
      ['guess', `uid:${AVOCET}`],
    ]);
  });

  it('routes calendars by policy and by choice', async () => {
    await suggest();
    const mappings = sqliteMappingStore(project);
    const choice = { ownerUid: AVOCET, calendar: 'work', route: 'left-out', target: '' } as const;
    routeCalendars({ snapshot, mappings, policy: 'category', choices: [choice], clock });
    const version = routeCalendars({ snapshot, mappings, policy: 'folder', clock });
    const routes = version.calendars.filter(({ ownerUid }) => ownerUid === AVOCET || ownerUid === EYRIE);
    expect(routes.map(({ ownerUid, calendar, route, target }) => [ownerUid, calendar, route, target])).toEqual([
      [EYRIE, 'calendar', 'default', ''],
      [EYRIE, 'work', 'folder', 'work'],
      [AVOCET, 'calendar', 'default', ''],
      [AVOCET, 'work', 'left-out', ''],
    ]);
    expect(version.rows).toEqual(mappings.version(1)?.rows);
  });

  it('says in words what is missing', async () => {
    const mappings = sqliteMappingStore(project);
    await expect(exportMapping({ mappings, tables: csvTableFile, path: join(folder, 'x.csv') })).rejects.toMatchObject({
      code: 'MAPPING_MISSING',
    });
    await suggest();
    expect(() => diffMapping({ mappings, before: 7 })).toThrow(expect.objectContaining({ code: 'MAPPING_VERSION_UNKNOWN' }) as Error);
    const nowhere = join(folder, 'no', 'such', 'folder.csv');
    await expect(exportMapping({ mappings, tables: csvTableFile, path: nowhere })).rejects.toMatchObject({ code: 'TABLE_FILE_UNWRITABLE' });
    await expect(importMapping({ mappings, tables: csvTableFile, path: nowhere, clock })).rejects.toMatchObject({
      code: 'TABLE_FILE_UNREADABLE',
    });
  });
});
