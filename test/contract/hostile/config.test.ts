import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from '../../../electron/cli/readConfig.ts';
import { createOutput } from '../../../electron/cli/output.ts';
import { systemClock } from '../../../electron/ports/Clock.ts';
import { describeFailure } from '../../../shared/contract/errors.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { seededRandom, type Random } from '../../sample/random.ts';
import { INPUTS, SECRET, SEED, spoil, Stopwatch } from './spoil.ts';

const folder = mkdtempSync(join(tmpdir(), 'godwit-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CONFIG = {
  project: 'contoso.godwit',
  source: { kind: 'postgres', host: '127.0.0.1', port: 5432, database: 'caldav', user: 'caldav', passwordEnv: 'PGPW', tls: 'verify-full' },
  directory: { ldap: { url: 'ldaps://od.example.com', baseDn: 'dc=example,dc=com', passwordEnv: 'ODPW' }, files: ['users.plist'] },
  mapping: { file: 'mapping.csv', acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
  target: {
    kind: 'ews',
    url: 'https://mail.contoso.com/EWS/Exchange.asmx',
    auth: { kind: 'basic', user: 'svc', passwordEnv: 'EWSPW' },
    concurrency: 10,
  },
  options: {
    from: '2015-01-01',
    to: null,
    horizonMonths: 24,
    meetings: 'live',
    scope: 'all',
    travelTime: { enabled: true, showAs: 'OOF' },
  },
};

/** The file's text as a careless editor leaves it, or with a value that is another kind of value. */
function spoilt(random: Random): string {
  const config = structuredClone(CONFIG);
  const places: Record<string, unknown>[] = [
    config,
    config.source,
    config.directory.ldap,
    config.target,
    config.target.auth,
    config.options,
  ];
  const place = random.pick(places);
  // People type passwords where they think they belong.
  if (random.below(2) === 0) place['password'] = SECRET;
  if (random.below(3) === 0) return spoil(JSON.stringify(config, null, 2), random);
  const name = random.pick(Object.keys(place));
  const value = place[name];
  const others = [null, 0, -1, 1e300, true, '', [], {}, [SECRET], { a: SECRET }, `https://svc:${SECRET}@mail.contoso.com/`];
  place[name] = typeof value === 'string' && random.below(2) === 0 ? spoil(value, random) : random.pick(others);
  return JSON.stringify(config);
}

it(
  `reads ${String(INPUTS)} spoilt config files, or says what is wrong without a secret (seed ${String(SEED)})`,
  { timeout: 3_600_000 },
  () => {
    const random = seededRandom(SEED);
    const watch = new Stopwatch();
    const output = createOutput(true, { stdout: { write: () => true }, stderr: { write: () => true } });
    const context = { options: { config: 'config.json' }, positionals: [], output, environment: {}, cwd: folder, clock: systemClock };
    const codes = new Map<string, number>();
    for (let number = 0; number < INPUTS; number += 1) {
      const text = number === 0 ? JSON.stringify(CONFIG) : spoilt(random);
      writeFileSync(join(folder, 'config.json'), text);
      watch.start();
      try {
        readConfig({ ...context, signal: new AbortController().signal });
        codes.set('read', (codes.get('read') ?? 0) + 1);
      } catch (error) {
        if (!(error instanceof Failure)) throw new Error(`not a failure of ours, for ${text}`, { cause: error });
        expect(JSON.stringify(describeFailure(error)), text).not.toContain(SECRET);
        codes.set(error.code, (codes.get(error.code) ?? 0) + 1);
      }
      watch.stop();
    }
    process.stdout.write(`  config: ${JSON.stringify(Object.fromEntries(codes))}, slowest ${watch.slowestMs.toFixed(0)} ms\n`);
    expect([...codes.keys()].sort()).toEqual(['CONFIG_INVALID', 'CONFIG_NOT_JSON', 'read']);
    expect(watch.slowestMs).toBeLessThan(1000);
  },
);
