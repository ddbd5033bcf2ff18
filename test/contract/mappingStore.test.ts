import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqliteDirectoryStore } from '../../electron/adapters/sqlite/directoryStore.ts';
import { sqliteMappingStore } from '../../electron/adapters/sqlite/mappingStore.ts';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import type { ProjectFile } from '../../electron/adapters/sqlite/projectFile.ts';
import type { DirectoryStore, MappingStore } from '../../electron/ports/MappingStore.ts';
import type { CalendarRouteRow } from '../../shared/domain/mappingRows.ts';
import { guid, record, row } from '../unit/directory/people.ts';

let folder: string;
let project: ProjectFile;
let directory: DirectoryStore;
let mappings: MappingStore;

function open(): void {
  project = openProject(join(folder, 'p.godwit'), 'create');
  directory = sqliteDirectoryStore(project);
  mappings = sqliteMappingStore(project);
}

function reopen(): void {
  project.close();
  open();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mapping-'));
  open();
});

afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true, force: true });
});

const NOW = '2026-11-20T08:00:00.000Z';
const LATER = '2026-11-21T08:00:00.000Z';

describe('directory facts in the project file', () => {
  it('come back as they were read, also after the file was closed', () => {
    const ann = record({
      uid: guid(1),
      fullName: '鶫 O’Neill',
      emails: ['a@b.example'],
      primaryEmail: 'a@b.example',
      capacity: 3,
      autoSchedule: 'none',
    });
    directory.replace('b.csv', 'csv', [ann, record({ uid: null, shortNames: ['x'] })], NOW);
    directory.replace('a.ldif', 'ldif', [record({ uid: guid(2) })], NOW);
    reopen();
    expect([...directory.records()].map(({ uid }) => uid)).toEqual([guid(2), guid(1), null]);
    expect([...directory.records()][1]).toEqual(ann);
    expect(directory.origins()).toEqual([
      { origin: 'a.ldif', source: 'ldif', records: 1, readAt: NOW },
      { origin: 'b.csv', source: 'csv', records: 2, readAt: NOW },
    ]);
  });

  it('are replaced as a whole by what the same origin says later, and by nothing else', () => {
    directory.replace('a', 'csv', [record({ uid: guid(1) }), record({ uid: guid(2) })], NOW);
    directory.replace('b', 'csv', [record({ uid: guid(3) })], NOW);
    directory.replace('a', 'ldif', [record({ uid: guid(4) })], LATER);
    expect([...directory.records()].map(({ uid }) => uid)).toEqual([guid(4), guid(3)]);
    directory.replace('b', 'csv', [], LATER);
    expect(directory.origins().map(({ origin, source, readAt }) => [origin, source, readAt])).toEqual([['a', 'ldif', LATER]]);
  });

  it('stay as they were when the new ones break off', () => {
    directory.replace('a', 'csv', [record({ uid: guid(1) })], NOW);
    const broken = function* (): Generator<ReturnType<typeof record>> {
      yield record({ uid: guid(2) });
      throw new Error('broken off');
    };
    expect(() => directory.replace('a', 'csv', broken(), LATER)).toThrow('broken off');
    expect([...directory.records()].map(({ uid }) => uid)).toEqual([guid(1)]);
  });
});

describe('mapping versions in the project file', () => {
  const route: CalendarRouteRow = {
    ownerUid: guid(1),
    calendar: 'c',
    name: 'C',
    route: 'category',
    target: 'C',
    isTransparent: false,
    chosenBy: 'policy',
  };
  const rows = [
    row(`uid:${guid(1)}`, { decision: 'mapped', email: 'a@b.example', candidates: ['a@b.example'] }),
    row('mailto:x@y.example'),
  ];

  it('are none at first', () => {
    expect([mappings.current(), mappings.version(1)]).toEqual([null, null]);
  });

  it('come back as they were saved, the newest being current', () => {
    const first = mappings.save(rows, [route], NOW);
    const second = mappings.save(rows.slice(0, 1), [], LATER);
    reopen();
    expect([first.id, second.id]).toEqual([1, 2]);
    expect(mappings.version(1)).toEqual({ id: 1, savedAt: NOW, fingerprint: first.fingerprint, rows, calendars: [route] });
    expect(mappings.current()).toEqual(second);
    expect(first.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(first.fingerprint).not.toBe(second.fingerprint);
    expect(mappings.version(3)).toBeNull();
  });

  it('are not made twice of the same content, whatever its order', () => {
    const first = mappings.save(rows, [route], NOW);
    expect(mappings.save([...rows].reverse(), [route], LATER)).toEqual(first);
  });

  it('are made anew when only the confidence changed, with the same fingerprint', () => {
    const first = mappings.save(rows, [], NOW);
    const confirmed = mappings.save(
      rows.map((saved) => ({ ...saved, confidence: 'confirmed' as const })),
      [],
      LATER,
    );
    expect([confirmed.id, confirmed.fingerprint]).toEqual([2, first.fingerprint]);
  });

  it('may return to what they were', () => {
    mappings.save(rows, [], NOW);
    mappings.save([], [], NOW);
    expect(mappings.save(rows, [], LATER).id).toBe(3);
  });
});
