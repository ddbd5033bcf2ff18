import { randomUUID } from 'node:crypto';
import { setTimeout as timeout } from 'node:timers/promises';
import { openExchange } from '../../../electron/adapters/ews/openEws.ts';
import { openProjectFile } from '../../../electron/compose/openProjectFile.ts';
import { systemClock } from '../../../electron/ports/Clock.ts';
import type { ExchangeTarget } from '../../../electron/ports/ExchangeTarget.ts';
import type { LedgerStore } from '../../../electron/ports/LedgerStore.ts';
import type { RunEvent } from '../../../electron/run/RunContext.ts';
import { runPlan, type RunSummary } from '../../../electron/run/runPlan.ts';
import type { MailboxVerdict } from '../../../electron/usecases/verify/verdict.ts';
import { verifyPlan } from '../../../electron/usecases/verify/verifyPlan.ts';
import { ACCOUNT } from './sampleProject.ts';

export interface RunOptions {
  readonly projectPath: string;
  readonly url: string;
  readonly inDoubtMs?: number;
  readonly timeoutMs?: number;
  readonly concurrency?: number;
  readonly onEvent?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
  readonly mailboxes?: readonly string[];
  /** Back-offs take no time. */
  readonly isImpatient?: boolean;
  /** Something between the run and what it works with. */
  readonly between?: (ledger: LedgerStore, target: ExchangeTarget) => { readonly ledger: LedgerStore; readonly target: ExchangeTarget };
}

function open(url: string, connections: number, timeoutMs = 20_000): ReturnType<typeof openExchange> {
  return openExchange({ url, auth: { kind: 'basic', ...ACCOUNT }, connections, timeoutMs, userAgent: 'Godwit/test' });
}

/** Reads one mailbox back, as `godwit verify` does. */
export async function verifyOne(projectPath: string, url: string, mailbox: string): Promise<MailboxVerdict> {
  const project = openProjectFile(projectPath, 'read');
  const { target } = open(url, 4);
  const verdicts: MailboxVerdict[] = [];
  try {
    await verifyPlan({
      ...project.needPlan(),
      ledger: project.ledger,
      target,
      account: ACCOUNT.user,
      concurrency: 4,
      onVerdict: (verdict) => verdicts.push(verdict),
    });
  } finally {
    await target.close();
    project.close();
  }
  const verdict = verdicts.find((candidate) => candidate.mailbox === mailbox);
  if (verdict === undefined) throw new Error(`no verdict on ${mailbox}`);
  return verdict;
}

/** Runs the newest plan of a project, as `godwit run` does, with something in between where a test wants it. */
export async function runProject(options: RunOptions): Promise<RunSummary> {
  const { projectPath, url, concurrency = 4 } = options;
  const project = openProjectFile(projectPath, 'write');
  const { target, meetings } = open(url, concurrency, options.timeoutMs);
  try {
    return await runPlan({
      ...project.needPlan(),
      ...(options.between?.(project.ledger, target) ?? { ledger: project.ledger, target }),
      meetings,
      meetingLedger: project.meetingLedger,
      concurrency,
      account: ACCOUNT.user,
      inDoubtMs: options.inDoubtMs ?? 30,
      clock: systemClock,
      newRunId: randomUUID,
      signal: options.signal ?? new AbortController().signal,
      onEvent: options.onEvent ?? (() => undefined),
      ...(options.isImpatient === true ? { pause: (milliseconds) => timeout(Math.min(milliseconds, 5)) } : {}),
      ...(options.mailboxes === undefined ? {} : { mailboxes: options.mailboxes }),
    });
  } finally {
    await target.close();
    project.close();
  }
}
