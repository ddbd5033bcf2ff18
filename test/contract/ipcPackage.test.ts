import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configSchema } from '../../shared/contract/config.ts';
import { jobsInThreads } from '../../electron/worker/startJob.ts';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import { writeSampleDump } from '../sample/sampleCompany.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'package-'));
const BUILDER = join(root, 'node_modules/electron-builder/out/cli/cli.js');

/** Only what an installer is made of; the rest of electron-builder's words are its own affair. */
const builderConfig = z.looseObject({
  asar: z.literal(true),
  electronFuses: z.record(z.string(), z.boolean()),
  extraMetadata: z.object({ main: z.string() }),
  win: z.looseObject({ target: z.array(z.looseObject({ target: z.string() })) }),
  mac: z.looseObject({ target: z.array(z.looseObject({ target: z.string() })) }),
  linux: z.looseObject({ target: z.array(z.looseObject({ target: z.string() })) }),
});
const config = builderConfig.parse(require('../../build/electron-builder.cjs'));

function run(script: string, words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [script, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
  return new Promise((resolve, reject) => {
    child.on('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${script} ended with ${String(code)}: ${said.slice(-2000)}`)),
    );
  });
}

/** A distribution of Electron with files of no content: packing looks at names only. */
function fakeElectron(): string {
  const place = join(folder, 'electron');
  for (const inside of ['resources', 'locales']) mkdirSync(join(place, inside), { recursive: true });
  for (const name of ['electron', 'electron.exe', 'chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(place, name), 'x', { mode: 0o755 });
  return place;
}

async function pack(platform: 'linux' | 'win'): Promise<readonly string[]> {
  const output = join(folder, `release-${platform}`);
  const overrides = {
    ...config,
    directories: { output, buildResources: 'build/resources' },
    electronDist: fakeElectron(),
    electronVersion: '45.3.4',
    // These two need the true binary.
    electronFuses: undefined,
    disableAsarIntegrity: true,
    win: { ...config.win, signAndEditExecutable: false },
  };
  const file = join(folder, `${platform}.json`);
  writeFileSync(file, JSON.stringify(overrides));
  await run(BUILDER, [`--${platform}`, 'dir', '--x64', '--config', file, '--publish', 'never']);
  const { listPackage } = await import('@electron/asar');
  return listPackage(join(output, `${platform}-unpacked`, 'resources', 'app.asar'), { isPack: false }).map((path) =>
    path.replaceAll('\\', '/'),
  );
}

beforeAll(async () => {
  await run(join(root, 'build/startBuild.ts'), []);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the built program', () => {
  const built = (name: string): string => readFileSync(join(root, 'dist/electron', name), 'utf8');

  it('has a preload that requires nothing but Electron', () => {
    const required = [...built('preload.cjs').matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(([, name]) => name);
    expect(required).toEqual(['electron']);
  });

  it('has a worker that needs nothing but Node and SQLite', () => {
    const required = new Set([...built('worker.cjs').matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(([, name]) => name ?? ''));
    const strangers = [...required].filter((name) => !name.startsWith('node:') && !builtinModules.includes(name));
    expect(strangers.filter((name) => name !== 'pg-native')).toEqual(['better-sqlite3']);
  });

  it('imports nothing that is not packed', () => {
    const imported = [...built('main.js').matchAll(/^import .* from "([^"]+)";$/gm)].map(([, name]) => name ?? '');
    const strangers = imported.filter((name) => !name.startsWith('.') && !name.startsWith('node:') && !builtinModules.includes(name));
    expect([...new Set(strangers)].sort()).toEqual(['better-sqlite3', 'electron']);
  });

  it('holds neither the loopback host nor the sample nor the simulator', () => {
    for (const name of readdirSync(join(root, 'dist/electron'), { recursive: true }).map(String)) {
      if (!/\.c?js$/.test(name)) continue;
      expect(built(name)).not.toMatch(/startLoopbackServer|LoopbackHost|writeSampleDump|startSimulator|sampleMaker/);
    }
  });

  it('does its jobs in the built worker', async () => {
    const sample = await writeSampleDump(join(folder, 'source', 'caldav.sql'), { seed: 2 });
    const projectPath = join(folder, 'built.godwit');
    openProjectFile(projectPath, 'create').close();
    const runJob = jobsInThreads(pathToFileURL(join(root, 'dist/electron/worker.cjs')));
    const options = { signal: new AbortController().signal, onProgress: (): void => undefined };
    const source = { kind: 'dump', path: sample.path };
    const request = {
      projectPath,
      config: configSchema.parse({
        project: projectPath,
        source,
        directory: { files: [sample.directoryPath] },
        mapping: { acceptedDomains: ['example.com'] },
      }),
      secrets: {},
    };
    for (const job of ['snapshot', 'directory', 'mapping', 'plan'] as const) await runJob({ ...request, job }, options);
    const project = openProjectFile(projectPath, 'read');
    const counts = project.plans.newest()?.info().counts;
    project.close();
    expect(counts?.objects).toBe(sample.objects);
  });
});

describe('the page', () => {
  const page = (): string => readFileSync(join(root, 'dist/renderer/index.html'), 'utf8');

  it('waits for its nonce, and has no script or style of its own', () => {
    expect(page()).toContain('nonce="__NONCE__"');
    expect(page()).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\son\w+=|javascript:/i);
  });

  it('loads what came with it and nothing else', () => {
    const addresses = [...page().matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(addresses.filter((address) => !address.startsWith('/assets/'))).toEqual([]);
  });
});

describe('the installers', () => {
  it('follow the builder’s own schema, which finds one wrong word among all of it', async () => {
    const file = join(folder, 'wrong.json');
    writeFileSync(file, JSON.stringify({ ...config, noSuchThing: 1 }));
    const refused = await run(BUILDER, ['--linux', 'dir', '--config', file, '--publish', 'never']).catch(String);
    expect(refused).toMatch(/configuration has an unknown property 'noSuchThing'/);
    // Everything that is wrong is listed, one line each.
    expect(new Set(stripVTControlCharacters(refused).match(/ - configuration.*'/g)).size).toBe(1);
  });

  it('are NSIS, dmg and zip, and AppImage', () => {
    const targets = ({ target }: { target: readonly { target: string }[] }): readonly string[] => target.map((one) => one.target);
    expect([targets(config.win), targets(config.mac), targets(config.linux)]).toEqual([['nsis'], ['dmg', 'zip'], ['AppImage']]);
  });

  it('turn every fuse the safe way', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('have an icon', () => {
    expect(existsSync(join(root, 'build/resources/icon.png'))).toBe(true);
  });

  it.each(['linux', 'win'] as const)('pack what runs on %s and nothing more', async (platform) => {
    const files = await pack(platform);
    const needed = [
      config.extraMetadata.main,
      'dist/electron/worker.cjs',
      'dist/electron/preload.cjs',
      'dist/renderer/index.html',
      'package.json',
    ];
    expect(needed.filter((path) => !files.includes(`/${path}`))).toEqual([]);
    const strangers = files.filter(
      (path) =>
        !/^\/(?:package\.json$|dist(?:$|\/(?:electron|renderer)(?:$|\/))|node_modules(?:$|\/better-sqlite3(?:$|\/(?:lib|prebuilds|package\.json|LICENSE))))/.test(
          path,
        ),
    );
    expect(strangers).toEqual([]);
    expect(files.filter((path) => /\.map$|\.tsx?$|\.test\.|\/test\/|loopback|simulator/i.test(path))).toEqual([]);
    const native = files.filter((path) => path.endsWith('.node')).map((path) => path.slice(path.lastIndexOf('/') + 1));
    const prefix = platform === 'win' ? 'win32' : 'linux';
    expect(native.sort()).toEqual([`${prefix}-arm64.node`, `${prefix}-x64.node`]);
  });
});
