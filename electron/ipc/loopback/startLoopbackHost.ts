import { randomUUID } from 'node:crypto';
import { openTarget, openTargetProbe } from '../../compose/openTarget.ts';
import { recentProjectsFile } from '../../compose/recentProjectsFile.ts';
import { systemClock, type Clock } from '../../ports/Clock.ts';
import { noSecretStore } from '../../secrets/noSecretStore.ts';
import { createHost, type Host } from '../../session/createHost.ts';
import { Redactor } from '../../session/Redactor.ts';
import type { SampleProject } from '../../session/Services.ts';
import { jobsInThreads } from '../../worker/startJob.ts';
import { EventHub } from '../EventHub.ts';
import { loopbackDesktop } from './loopbackDesktop.ts';
import { startLoopbackServer, type LoopbackServer } from './loopbackServer.ts';

export interface LoopbackHostOptions {
  /** The built renderer. */
  readonly root: string;
  /** Where the list of projects opened last is kept. */
  readonly recentPath: string;
  readonly version: string;
  readonly port?: number;
  readonly clock?: Clock;
  readonly makeSample?: () => Promise<SampleProject>;
  readonly onBug: (name: string, error: unknown) => void;
}

/** The whole wizard on the loopback address, over the same use cases as the desktop program. Development and tests only. */
export async function startLoopbackHost(options: LoopbackHostOptions): Promise<LoopbackServer & { readonly host: Host }> {
  const { root, recentPath, version, port, clock = systemClock, makeSample, onBug } = options;
  const hub = new EventHub(randomUUID());
  const host = createHost(
    {
      clock,
      hub,
      redactor: new Redactor(),
      secretStore: noSecretStore,
      desktop: loopbackDesktop(version, makeSample !== undefined),
      recent: recentProjectsFile(recentPath),
      runJob: jobsInThreads(new URL('../../worker/jobWorker.ts', import.meta.url)),
      newId: randomUUID,
      openTarget: (loaded) => openTarget(loaded),
      openTargetProbe: (loaded) => openTargetProbe(loaded),
      makeSample: makeSample ?? null,
    },
    onBug,
  );
  const server = await startLoopbackServer({ router: host.router, hub, root, ...(port === undefined ? {} : { port }) });
  return {
    ...server,
    host,
    close: async () => {
      await host.close();
      await server.close();
    },
  };
}
