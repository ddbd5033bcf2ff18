import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { setTimeout as timeout } from 'node:timers/promises';
import { openExchange } from '../../electron/adapters/ews/openEws.ts';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import { systemClock } from '../../electron/ports/Clock.ts';
import { carryDelta, type DeltaSummary } from '../../electron/usecases/delta/carryDelta.ts';
import type { UndoEvent } from '../../electron/usecases/undo/UndoContext.ts';
import { undoPlan, type UndoSummary } from '../../electron/usecases/undo/undoPlan.ts';
import type { RunParts } from '../resume/support/runProject.ts';
import { ACCOUNT } from '../resume/support/sampleProject.ts';
import { serve } from '../simulator/http/serve.ts';
import { completeSettings, type GivenSettings } from '../simulator/settings.ts';
import { Simulator } from '../simulator/Simulator.ts';
import { describeMailbox, type MailboxState } from '../simulator/state/describeState.ts';

/** A simulated Exchange in this process, on a store that stays when it is stopped. */
export interface StoredExchange {
  readonly url: string;
  readonly simulator: Simulator;
  states(): readonly MailboxState[];
  stop(): Promise<void>;
}

/** Opens one on a store of its own, or on a copy of another's. */
export async function openStoredExchange(store: string, settings: GivenSettings, copyOf?: string): Promise<StoredExchange> {
  for (const ending of ['', '-wal', '-shm']) {
    if (copyOf !== undefined && existsSync(copyOf + ending)) copyFileSync(copyOf + ending, store + ending);
  }
  const simulator = new Simulator(completeSettings({ accounts: [ACCOUNT], ...settings }), store);
  const { url, server } = await serve(simulator, 0);
  return {
    url,
    simulator,
    states: () => simulator.store.mailboxes.all().map((mailbox) => describeMailbox(mailbox, simulator)),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          simulator.close();
          if (copyOf !== undefined) for (const ending of ['', '-wal', '-shm']) rmSync(store + ending, { force: true });
          resolve();
        });
      }),
  };
}

interface Options {
  readonly projectPath: string;
  readonly url: string;
  /** Something between the work and what it works with. */
  readonly between?: (parts: RunParts) => Partial<RunParts>;
  readonly onEvent?: (event: UndoEvent) => void;
}

async function open<T>(
  { projectPath, url, between }: Options,
  work: (project: ReturnType<typeof openProjectFile>, parts: RunParts) => Promise<T>,
): Promise<T> {
  const project = openProjectFile(projectPath, 'write');
  const { target, meetings } = openExchange({
    url,
    auth: { kind: 'basic', ...ACCOUNT },
    connections: 4,
    timeoutMs: 20_000,
    userAgent: 'Godwit/test',
  });
  const { ledger, meetingLedger } = project;
  const parts = { ledger, target, meetings, meetingLedger };
  try {
    return await work(project, { ...parts, ...between?.(parts) });
  } finally {
    await target.close();
    project.close();
  }
}

const common = {
  concurrency: 4,
  account: ACCOUNT.user,
  inDoubtMs: 30,
  clock: systemClock,
  newRunId: randomUUID,
  dryRun: false,
  pause: (milliseconds: number): Promise<void> => timeout(Math.min(milliseconds, 5)),
};

/** Takes back all of a project, as `godwit undo` does. */
export function undoProject(options: Options): Promise<UndoSummary> {
  return open(options, (project, parts) =>
    undoPlan({
      ...{ ...common, ...parts, signal: new AbortController().signal, onEvent: options.onEvent ?? (() => undefined) },
      ...{ plans: project.plans, snapshots: project.snapshots, mappings: project.mappings },
    }),
  );
}

/** Carries what the newest plan wants otherwise, as `godwit delta` does once it has planned. */
export function deltaProject(options: Options): Promise<DeltaSummary> {
  return open(options, (project, parts) =>
    carryDelta({
      ...{ ...common, ...parts, signal: new AbortController().signal, onEvent: () => undefined },
      ...{ plans: project.plans, snapshots: project.snapshots, mappings: project.mappings, ...project.needPlan() },
      living: { sendsPerMinute: 100_000, limits: { firstPollMs: 20, longestPollMs: 200 } },
    }),
  );
}
