import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from './session/createHost.ts';
import type { SecretStore } from './ports/SecretStore.ts';
import { configSchema } from '../shared/contract/config.ts';
import { Failure } from '../shared/domain/failure.ts';
import type { RunJob } from './worker/startJob.ts';

/** One thing the packaged program must be able to do. */
export interface SelfTestResult {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface SelfTestParts {
  readonly host: Host;
  readonly secretStore: SecretStore;
  readonly runJob: RunJob;
  readonly pagePath: string;
  /** Loads the page in a hidden window and asks it whether the bridge answers. */
  readonly askPage: () => Promise<string>;
}

async function attempt(name: string, work: () => Promise<string>): Promise<SelfTestResult> {
  try {
    return { name, ok: true, detail: await work() };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Opens a project file: SQLite is there and works, in the main process and in a worker. */
async function tryProject({ router }: Host, runJob: RunJob): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-self-test-'));
  const projectPath = join(folder, 'self-test.godwit');
  try {
    const made = await router.dispatch('project.create', { path: projectPath, title: 'Self-test' });
    if (!made.ok) throw new Error(`${made.error.code}: ${made.error.sentence}`);
    const closed = await router.dispatch('project.close', {});
    if (!closed.ok) throw new Error(closed.error.sentence);
    return await tryWorker(projectPath, runJob);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A worker that says, in the right words, that a dump is not there has been loaded, has opened the project, and can speak. */
async function tryWorker(projectPath: string, runJob: RunJob): Promise<string> {
  const config = configSchema.parse({ project: projectPath, source: { kind: 'dump', path: `${projectPath}.sql` } });
  const request = { job: 'snapshot', projectPath, config, secrets: {} } as const;
  try {
    await runJob(request, { signal: AbortSignal.timeout(30_000), onProgress: () => undefined });
  } catch (error) {
    if (error instanceof Failure && error.code === 'DUMP_NOT_FOUND') return 'a project was made, opened, worked on in a thread, and closed';
    throw error;
  }
  throw new Error('the worker read a dump that is not there');
}

async function trySecrets(store: SecretStore): Promise<string> {
  const { canStore, name } = await store.describe();
  if (!canStore) return 'no safe store on this system: nothing would be kept';
  const slot = { projectId: 'self-test', slot: 'self-test' };
  await store.write(slot, 'a secret');
  const read = await store.read(slot);
  await store.remove(slot);
  if (read !== 'a secret') throw new Error('what was stored did not come back');
  return `kept in ${name} and read again`;
}

function tryFile(path: string): Promise<string> {
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  return Promise.resolve(path);
}

/** `--self-test`: proves on the user's own system what cannot be proven elsewhere. */
export async function runSelfTest(parts: SelfTestParts): Promise<readonly SelfTestResult[]> {
  const { host, secretStore, runJob, pagePath, askPage } = parts;
  return [
    await attempt('page', () => Promise.resolve(pagePath).then(tryFile)),
    await attempt('project', () => tryProject(host, runJob)),
    await attempt('secrets', () => trySecrets(secretStore)),
    await attempt('bridge', askPage),
  ];
}
