import { randomUUID } from 'node:crypto';
import { setTimeout as timeout } from 'node:timers/promises';
import { openExchange } from '../../../electron/adapters/ews/openEws.ts';
import { openProjectFile } from '../../../electron/compose/openProjectFile.ts';
import { systemClock, type Clock } from '../../../electron/ports/Clock.ts';
import type { ExchangeTarget } from '../../../electron/ports/ExchangeTarget.ts';
import type { LedgerStore } from '../../../electron/ports/LedgerStore.ts';
import type { MeetingLedger } from '../../../electron/ports/MeetingLedger.ts';
import type { MeetingTarget } from '../../../electron/ports/MeetingTarget.ts';
import type { RunEvent } from '../../../electron/run/RunContext.ts';
import { runPlan, type RunSummary } from '../../../electron/run/runPlan.ts';
import type { MailboxVerdict } from '../../../electron/usecases/verify/verdict.ts';
import { verifyPlan, type VerifySummary } from '../../../electron/usecases/verify/verifyPlan.ts';
import { ACCOUNT } from './sampleProject.ts';

/** What a run works with. */
export interface RunParts {
  readonly ledger: LedgerStore;
  readonly target: ExchangeTarget;
  readonly meetings: MeetingTarget;
  readonly meetingLedger: MeetingLedger;
}

export interface RunOptions {
  readonly projectPath: string;
  readonly url: string;
  readonly inDoubtMs?: number;
  readonly timeoutMs?: number;
  readonly concurrency?: number;
  readonly onEvent?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
  readonly mailboxes?: readonly string[];
  /** The date, where it does not go on as it should. */
  readonly clock?: Clock;
  /** Back-offs take no time. */
  readonly isImpatient?: boolean;
  /** Messages a mailbox may send a minute; as good as none count when absent. */
  readonly sendsPerMinute?: number;
  /** How long Exchange is waited for before a living meeting is left to the next run. */
  readonly patienceMs?: number;
  /** Something between the run and what it works with. */
  readonly between?: (parts: RunParts) => Partial<RunParts>;
}

function open(url: string, connections: number, timeoutMs = 20_000): ReturnType<typeof openExchange> {
  return openExchange({ url, auth: { kind: 'basic', ...ACCOUNT }, connections, timeoutMs, userAgent: 'Godwit/test' });
}

/** Reads every mailbox back, as `godwit verify` does. */
export async function verifyAll(
  projectPath: string,
  url: string,
): Promise<VerifySummary & { readonly verdicts: readonly MailboxVerdict[] }> {
  const project = openProjectFile(projectPath, 'read');
  const { target, meetings } = open(url, 4);
  const verdicts: MailboxVerdict[] = [];
  try {
    const summary = await verifyPlan({
      ...project.needPlan(),
      ledger: project.ledger,
      meetingLedger: project.meetingLedger,
      target,
      meetings,
      account: ACCOUNT.user,
      concurrency: 4,
      onVerdict: (verdict) => verdicts.push(verdict),
    });
    return { ...summary, verdicts };
  } finally {
    await target.close();
    project.close();
  }
}

/** What `godwit verify` says of one mailbox. */
export async function verifyOne(projectPath: string, url: string, mailbox: string): Promise<MailboxVerdict> {
  const { verdicts } = await verifyAll(projectPath, url);
  const verdict = verdicts.find((candidate) => candidate.mailbox === mailbox);
  if (verdict === undefined) throw new Error(`no verdict on ${mailbox}`);
  return verdict;
}

/** Runs the newest plan of a project, as `godwit run` does, with something in between where a test wants it. */
export async function runProject(options: RunOptions): Promise<RunSummary> {
  const { projectPath, url, concurrency = 4 } = options;
  const project = openProjectFile(projectPath, 'write');
  const { target, meetings } = open(url, concurrency, options.timeoutMs);
  const { ledger, meetingLedger } = project;
  const parts = { ledger, target, meetings, meetingLedger };
  const limits = { firstPollMs: 20, longestPollMs: 200, ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }) };
  try {
    return await runPlan({
      ...project.needPlan(),
      ...parts,
      ...options.between?.(parts),
      living: { sendsPerMinute: options.sendsPerMinute ?? 100_000, limits },
      concurrency,
      account: ACCOUNT.user,
      inDoubtMs: options.inDoubtMs ?? 30,
      clock: options.clock ?? systemClock,
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
