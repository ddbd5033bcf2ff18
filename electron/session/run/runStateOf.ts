import type { WizardError } from '../../../shared/contract/wizard/common.ts';
import type { MailboxState, RunMailbox, RunProblem, RunState } from '../../../shared/contract/wizard/run.ts';
import type { People } from '../People.ts';
import type { RunMemory } from '../Settings.ts';
import { causeText } from './causes.ts';
import type { RunPace } from './RunPace.ts';
import type { RunTally, StoppedMailbox, TallyRow } from './RunTally.ts';

const ORDER: Readonly<Record<MailboxState, number>> = { writing: 0, parked: 1, 'needs-you': 2, waiting: 3, done: 4 };

/** Rows as the screen shows them: active first, then by name. */
export function withNames(rows: readonly TallyRow[], people: People): readonly RunMailbox[] {
  return rows
    .map((row) => ({ ...row, ...people.ofMailbox(row.mailbox) }))
    .sort((one, other) => ORDER[one.state] - ORDER[other.state] || one.name.localeCompare(other.name, 'en'));
}

function countStates(rows: readonly TallyRow[]): RunState['mailboxes'] {
  const of = (state: MailboxState): number => rows.filter((row) => row.state === state).length;
  return { waiting: of('waiting'), writing: of('writing'), parked: of('parked'), needsYou: of('needs-you'), done: of('done') };
}

/** How the run stands, from what is remembered, added up and learnt. */
export function runStateOf(known: {
  readonly memory: RunMemory;
  readonly tally: RunTally;
  readonly pace: RunPace | null;
  readonly now: number;
  readonly requests: number;
  readonly isRunning: boolean;
  readonly error: WizardError | null;
}): RunState {
  const { memory, tally, pace, now, requests, isRunning, error } = known;
  const totals = tally.totals();
  const open = totals.items - totals.written - totals.refused;
  return {
    status: memory.status,
    choice: memory.choice,
    startedAt: memory.startedAt,
    endedAt: memory.endedAt,
    ...totals,
    adopted: tally.adopted,
    mailboxes: countStates(tally.rows(now)),
    perMinute: isRunning ? (pace?.perMinute(now) ?? null) : null,
    history: pace?.history(now) ?? [],
    secondsLeft: isRunning ? (pace?.secondsLeft(now, open) ?? null) : null,
    requests,
    mailsInside: memory.mailsInside,
    couldSendOutside: memory.couldSendOutside,
    writtenTwice: 0,
    backOff: tally.backOff,
    error,
  };
}

/** What needs the operator, grouped by cause: refused items, mailboxes that stopped, and those that only wait. */
export function problemsOf(known: {
  readonly refused: readonly { readonly cause: string; readonly mailbox: string; readonly items: number }[];
  readonly messageOf: (cause: string) => string;
  readonly stopped: readonly StoppedMailbox[];
  readonly rows: readonly TallyRow[];
  readonly skipped: ReadonlySet<string>;
}): readonly RunProblem[] {
  const { refused, messageOf, stopped, rows, skipped } = known;
  const open = new Map(rows.map(({ mailbox, items, written, refused: count }) => [mailbox, items - written - count]));
  const problem = (
    cause: string,
    words: Pick<RunProblem, 'title' | 'sentence' | 'remedy'>,
    mailboxes: readonly string[],
    items: number,
    isParked = false,
  ): RunProblem => ({
    cause,
    title: words.title,
    sentence: words.sentence,
    remedy: words.remedy,
    items,
    mailboxes,
    isParked,
    isSkipped: skipped.has(cause),
  });
  const stops = Map.groupBy(stopped, ({ code }) => code);
  const stoppedProblems = [...stops].map(([code, boxes]) => {
    const { sentence, remedy } = boxes[0] ?? { sentence: '', remedy: '' };
    const items = boxes.reduce((sum, { mailbox }) => sum + (open.get(mailbox) ?? 0), 0);
    return problem(
      code,
      { title: sentence, sentence: boxes[0]?.detail ?? '', remedy },
      boxes.map(({ mailbox }) => mailbox),
      items,
    );
  });
  const refusedProblems = [...Map.groupBy(refused, ({ cause }) => cause)].map(([cause, boxes]) =>
    problem(
      cause,
      causeText(cause, messageOf(cause)),
      boxes.map(({ mailbox }) => mailbox),
      boxes.reduce((sum, { items }) => sum + items, 0),
    ),
  );
  const parked = [
    ...Map.groupBy(
      rows.filter(({ state }) => state === 'parked'),
      ({ code }) => code,
    ),
  ].map(([code, boxes]) =>
    problem(
      code,
      { title: code, sentence: 'Exchange asked to wait; it goes on by itself.', remedy: '' },
      boxes.map(({ mailbox }) => mailbox),
      boxes.reduce((sum, { mailbox }) => sum + (open.get(mailbox) ?? 0), 0),
      true,
    ),
  );
  return [...stoppedProblems, ...refusedProblems, ...parked];
}
