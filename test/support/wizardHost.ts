import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createClient, type Reply, type WizardClient } from '../../shared/contract/bridge.ts';
import type { EventEnvelope } from '../../electron/ipc/EventHub.ts';
import { EventHub } from '../../electron/ipc/EventHub.ts';
import type { Job, JobKind } from '../../shared/contract/wizard/jobs.ts';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../shared/contract/procedures.ts';
import { openTarget, openTargetProbe } from '../../electron/compose/openTarget.ts';
import { recentProjectsFile } from '../../electron/compose/recentProjectsFile.ts';
import { loopbackDesktop } from '../../electron/ipc/loopback/loopbackDesktop.ts';
import { systemClock } from '../../electron/ports/Clock.ts';
import { noSecretStore } from '../../electron/secrets/noSecretStore.ts';
import { createHost, type Host } from '../../electron/session/createHost.ts';
import { Redactor } from '../../electron/session/Redactor.ts';
import type { Services } from '../../electron/session/Services.ts';
import { jobsInThreads } from '../../electron/worker/startJob.ts';
import { ElectronPipe } from './electronPipe.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** A wizard without a window: host, worker threads, files, everything but Electron; asked through the IPC of the desktop program. */
export class TestWizard {
  readonly folder: string;
  readonly host: Host;
  readonly hub = new EventHub(randomUUID());
  readonly bugs: unknown[] = [];
  /** Every event as it left, and every reply. */
  readonly traffic: unknown[] = [];
  readonly #pipe: ElectronPipe;
  #client: WizardClient;

  constructor(given: Partial<Services> = {}, folder = temporaryFolder('wizard-')) {
    this.folder = folder;
    const services: Services = {
      clock: systemClock,
      hub: this.hub,
      redactor: new Redactor(),
      secretStore: noSecretStore,
      desktop: loopbackDesktop('0.0.0', false),
      recent: recentProjectsFile(join(folder, 'recent.json')),
      runJob: jobsInThreads(new URL('../../electron/worker/jobWorker.ts', import.meta.url)),
      newId: randomUUID,
      openTarget: (loaded) => openTarget(loaded),
      openTargetProbe: (loaded) => openTargetProbe(loaded),
      makeSample: null,
      ...given,
    };
    this.host = createHost(services, (name, error) => this.bugs.push({ name, error }));
    this.#pipe = new ElectronPipe(this.host.router, this.hub);
    this.#client = createClient(this.#pipe.open().bridge);
    this.hub.subscribe(null, (event) => this.traffic.push(event));
  }

  /** The page is loaded anew. */
  reload(): void {
    this.#client = createClient(this.#pipe.open().bridge);
  }

  async ask<N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<Reply<ProcedureOutput<N>>> {
    const reply = await this.#client.call(name, input);
    this.traffic.push(reply);
    return reply;
  }

  /** The value; an error fails the test. */
  async call<N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<ProcedureOutput<N>> {
    const reply = await this.ask(name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  }

  /** Starts a job and waits until it has ended. */
  async job<N extends ProcedureName>(kind: JobKind, name: N, input: ProcedureInput<N>): Promise<Job> {
    const ended = this.ended(kind);
    await this.call(name, input);
    return ended;
  }

  /** The next end of a job of this kind. */
  ended(kind: JobKind): Promise<Job> {
    return new Promise((resolve) => {
      const leave = this.hub.subscribe(null, ({ name, payload }: EventEnvelope) => {
        const job = name === 'job.changed' ? (payload as { job: Job }).job : null;
        if (job?.kind !== kind || job.endedAt === null) return;
        leave();
        // The session tidies up in the same turn; whoever waits asks after it.
        setImmediate(() => resolve(job));
      });
    });
  }

  close(): Promise<void> {
    return this.host.close();
  }
}
