import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDirectoryFile } from '../../electron/adapters/directory-files/readDirectoryFile.ts';
import { mergeRecords } from '../../shared/directory/mergeRecords.ts';
import { normalizePrincipalUid } from '../../shared/domain/address.ts';
import type { DirectoryRecord } from '../../shared/domain/principal.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { REAL_SHAPED, realShapedManifest, realShapedSource, whyNoRealShaped, type RealShaped } from '../support/realShaped.ts';

/** Exports of the true shape, not part of the project. */
const SHARED = process.env['GODWIT_SAMPLES'] ?? new URL('../../../shared/data', import.meta.url).pathname;
const EXPORTS = join(SHARED, 'open-directory');
const noExports = existsSync(EXPORTS) ? null : 'no real-shaped exports here; GODWIT_SAMPLES names their folder';
const noDumps = whyNoRealShaped();

async function recordsOf(name: string): Promise<readonly DirectoryRecord[]> {
  return (await readDirectoryFile(join(EXPORTS, name))).records;
}

type Brief = readonly [string, string | null, string, string, string];

function brief(records: readonly DirectoryRecord[]): Brief[] {
  return records.map(({ kind, uid, shortNames, fullName, emails }) => [kind, uid, shortNames.join(' '), fullName, emails.join(' ')]);
}

describe.skipIf(noExports !== null)(`exports of one Open Directory ${noExports ?? ''}`, () => {
  it.each([
    ['samples/users.dscl.plist', 'plist', 21],
    ['samples/users.dsimport', 'dsexport', 21],
    ['samples/slapcat-excerpt.ldif', 'ldif', 5],
    ['samples/resources.xml', 'resources.xml', 6],
    ['seed.ldif', 'ldif', 33],
  ])('%s is recognised by what it holds', async (name, source, count) => {
    const reading = await readDirectoryFile(join(EXPORTS, name));
    expect([reading.source, reading.isComplete, reading.records.length]).toEqual([source, true, count]);
    for (const { reason } of reading.warnings) expect(reason).toMatch(/ResourceInfo/);
  });

  it('say the same of the same people, whichever way they were made', async () => {
    const [plist, dsexport, ldif] = [
      brief(await recordsOf('samples/users.dscl.plist')),
      brief(await recordsOf('samples/users.dsimport')),
      brief((await recordsOf('seed.ldif')).filter(({ kind }) => kind === 'user')),
    ];
    expect(dsexport).toEqual(plist);
    const byName = (rows: readonly Brief[]): Brief[] =>
      rows.filter(([, , name]) => name !== 'kenji').sort(([, , a], [, , b]) => (a < b ? -1 : 1));
    expect(byName(ldif)).toEqual(byName(plist));
    const excerpt = brief(await recordsOf('samples/slapcat-excerpt.ldif'));
    for (const person of excerpt.filter(([kind, , name]) => kind === 'user' && name !== 'kenji')) expect(plist).toContainEqual(person);
    const rooms = brief(await recordsOf('samples/resources.xml'));
    for (const room of excerpt.filter(([kind]) => kind === 'room')) expect(rooms).toContainEqual(room);
  });

  it('make one principal of each, without contradiction and without the system’s own', async () => {
    const all = await Promise.all(
      ['samples/users.dscl.plist', 'samples/users.dsimport', 'samples/slapcat-excerpt.ldif', 'samples/resources.xml', 'seed.ldif'].map(
        recordsOf,
      ),
    );
    const merged = mergeRecords(all.flat());
    const uids = merged.flatMap(({ uid }) => (uid === null ? [] : [uid]));
    expect(new Set(uids).size).toBe(uids.length);
    expect(merged.filter(({ uid }) => uid?.startsWith('FFFFEEEE') === true)).toEqual([]);
    expect(merged.flatMap(({ conflicts }) => conflicts)).toEqual([]);
    const amanda = merged.find(({ shortNames }) => shortNames[0] === 'amanda');
    expect(amanda?.saidBy.map(({ source }) => source)).toEqual(['plist', 'dsexport', 'ldif', 'ldif']);
    // Who has no GUID is recognised by an address, once.
    expect(merged.filter(({ shortNames }) => shortNames[0] === 'noguid')).toHaveLength(1);
  });
});

interface Manifest {
  readonly users: readonly { readonly guid: string; readonly short: string; readonly email: string | null; readonly kind: string }[];
}

describe.skipIf(noDumps !== undefined)(`the principals of a real-shaped database ${noDumps ?? ''}`, () => {
  let godwit: Godwit;

  beforeAll(() => {
    godwit = openGodwit();
  });

  afterAll(() => godwit.remove());

  function manifestOf(name: RealShaped): Manifest {
    return realShapedManifest(name) as Manifest;
  }

  async function suggested(
    project: string,
    name: RealShaped,
    change: { readonly directory?: object } = {},
  ): Promise<ReadonlyMap<string, JsonLine>> {
    const config = godwit.config(project, {
      project: `${project}.godwit`,
      ...realShapedSource(name),
      ...change,
    });
    expect((await godwit.json('snapshot', '--config', config)).exit).toBe(0);
    const { lines, stderr } = await godwit.json('mapping', 'suggest', '--config', config);
    expect(stderr).toBe('');
    return new Map(lines.filter(({ type }) => type === 'row').map((line) => [String(line['source']), line]));
  }

  describe.each(REAL_SHAPED)('%s', (name) => {
    it('are all mapped by their GUID, with directory and resources', async () => {
      const rows = await suggested(`${name}-all`, name);
      for (const { guid, short, email, kind } of manifestOf(name).users) {
        const row = rows.get(`uid:${normalizePrincipalUid(guid)}`);
        if (kind === 'group') expect(row).toMatchObject({ decision: 'left-out', rule: 'group-members', kind: 'group' });
        else if (email === null) expect(row).toMatchObject({ decision: 'mapped', email: `${short}@contoso.com`, rule: 'short-name' });
        else expect(row).toMatchObject({ decision: 'mapped', email: `${short}@contoso.com`, rule: 'guid', confidence: 'sure' });
      }
    });

    it('are mapped by what the events say of them, as guesses, without any directory', async () => {
      const rows = await suggested(`${name}-none`, name, { directory: { files: [] } });
      const people = manifestOf(name).users.filter(({ email }) => email !== null);
      const found = people.filter(({ guid, short }) => {
        const row = rows.get(`uid:${normalizePrincipalUid(guid)}`);
        if (row?.['decision'] !== 'mapped') return false;
        expect(row).toMatchObject({ email: `${short}@contoso.com`, rule: 'harvest', confidence: 'guess' });
        return true;
      });
      expect(found.length).toBe(people.length);
    });
  });
});
