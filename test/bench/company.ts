import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../support/startPostgres.ts';
import { ACCOUNT, godwit, type ClientFigures } from './clients.ts';
import { directoryOf, generateDump, generateIntoPostgres } from './generate.ts';
import { benchOwners, type BenchOwner, type BenchSize } from './generateEvents.ts';

/** Where a company's rows are. */
interface Source {
  /** As a config names it. */
  readonly config: object;
  /** libpq's connection string; '' for a dump. */
  readonly dsn: string;
  readonly objects: number;
  stop(): Promise<void>;
}

/** What a step before the run took. */
export type CompanyStep = ClientFigures & { readonly name: string };

/** A generated company with a sealed plan, ready to be run against any server, as often as one likes. */
export interface Company {
  readonly owners: readonly BenchOwner[];
  readonly objects: number;
  readonly dsn: string;
  /** What the steps before the run took, in their order. */
  readonly steps: readonly CompanyStep[];
  /** The config of a run of its own. */
  runConfig(name: string, url: string, connections: number): string;
  remove(): Promise<void>;
}

const STEPS = [['snapshot'], ['directory'], ['mapping', 'suggest'], ['plan', '--as-of', '2026-11-20T00:00:00Z']] as const;
const NOWHERE = 'http://127.0.0.1:9/EWS/Exchange.asmx';

async function inPostgres(size: BenchSize): Promise<Source> {
  const server = await startPostgres();
  await server.createDatabase('caldav');
  const { host, port, user } = server;
  const { objects } = await generateIntoPostgres({ host, port, user, database: 'caldav' }, size);
  return {
    config: { kind: 'postgres', host, port, user, database: 'caldav', tls: 'off' },
    dsn: `host=${host} port=${String(port)} user=${user} dbname=caldav`,
    objects,
    stop: () => server.stop(),
  };
}

function inDump(size: BenchSize, folder: string): Source {
  const path = join(folder, 'bench.sql');
  const { objects } = generateDump({ ...size, path });
  return { config: { kind: 'dump', path }, dsn: '', objects, stop: () => Promise.resolve() };
}

/** Makes a company and its plan; `onStep` is told of each step when it is done. */
export async function makeCompany(
  size: BenchSize,
  kind: 'postgres' | 'dump',
  onStep: (step: CompanyStep) => void = () => undefined,
): Promise<Company> {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-bench-'));
  const owners = benchOwners(size);
  const source = kind === 'postgres' ? await inPostgres(size) : inDump(size, folder);
  writeFileSync(join(folder, 'directory.csv'), directoryOf(owners));
  const writeConfig = (name: string, url: string, concurrency: number): string => {
    const path = join(folder, `${name}.json`);
    const config = {
      project: join(folder, `${name}.godwit`),
      source: source.config,
      directory: { files: [join(folder, 'directory.csv')] },
      mapping: { acceptedDomains: ['example.com'] },
      target: { kind: 'ews', url, auth: { kind: 'basic', user: ACCOUNT.user, passwordEnv: 'EWSPW' }, concurrency },
      options: { meetings: 'silent' },
    };
    writeFileSync(path, JSON.stringify(config));
    return path;
  };
  const planConfig = writeConfig('plan', NOWHERE, 10);
  const steps: CompanyStep[] = [];
  for (const words of STEPS) {
    const step = { name: words[0], ...(await godwit(words, planConfig)) };
    steps.push(step);
    onStep(step);
  }
  return {
    owners,
    objects: source.objects,
    dsn: source.dsn,
    steps,
    runConfig: (name, url, connections) => {
      copyFileSync(join(folder, 'plan.godwit'), join(folder, `${name}.godwit`));
      return writeConfig(name, url, connections);
    },
    remove: async () => {
      await source.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
