import { Failure } from '../../../shared/domain/failure.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import { MEETING_LIMITS, type MeetingLimits } from '../../../shared/run/living/limits.ts';
import type { MeetingState } from '../../../shared/run/living/MeetingState.ts';
import { SENDS_PER_MINUTE } from '../../../shared/run/living/pace.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import type { PlanRow } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import type { Planning } from '../../usecases/plan/planning.ts';
import { ask, LaneStopped } from '../ask.ts';
import { steadyDate } from '../Moment.ts';
import type { RunContext } from '../RunContext.ts';
import { Agenda } from './Agenda.ts';
import { beginMeeting, peopleOfMeeting } from './beginMeeting.ts';
import { CopyFinder } from './CopyFinder.ts';
import { Leases } from './Leases.ts';
import type { LivingContext } from './LivingContext.ts';
import { MeetingRunner } from './MeetingRunner.ts';
import { MeetingSource } from './MeetingSource.ts';
import { Pace } from './Pace.ts';

export interface LivingInput {
  readonly meetings: MeetingTarget;
  readonly meetingLedger: MeetingLedger;
  readonly planning: Planning;
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
  /** Mailboxes chosen for this run alone; null = all of the plan's. */
  readonly chosen: ReadonlySet<string> | null;
  readonly sendsPerMinute?: number;
  readonly limits?: Partial<MeetingLimits>;
}

export interface LivingSummary {
  /** Meetings that are not through. */
  readonly waiting: number;
  readonly mailsInside: number;
  readonly couldSendOutside: number;
  /** Messages of our meetings that were not ours to remove. */
  readonly messagesLeft: number;
}

/** Meetings at work at once: they mostly wait, and share the connections. */
const AT_ONCE = 64;

/** Mapped mailboxes in scope: nobody else is ever written to, mailed or impersonated. */
export function reachable(
  { mapping, chosen }: Pick<LivingInput, 'mapping' | 'chosen'>,
  scope: readonly string[] | null,
): ReadonlySet<string> {
  return new Set([...mappedMailboxes({ mapping })].filter((email) => (scope?.includes(email) ?? true) && (chosen?.has(email) ?? true)));
}

/** Everybody the mapping has inside. */
export function mappedMailboxes({ mapping }: Pick<LivingInput, 'mapping'>): ReadonlySet<string> {
  return new Set(mapping.rows.filter(({ decision }) => decision === 'mapped').map(({ email }) => email.toLowerCase()));
}

function openLiving(run: RunContext, input: LivingInput): LivingContext {
  const { meetings, meetingLedger: ledger, planning, snapshot, sendsPerMinute = SENDS_PER_MINUTE, limits } = input;
  const allowed = reachable(input, run.plan.info().sealed.scope);
  meetings.confine(allowed);
  return {
    ...{ run, meetings, ledger, allowed },
    source: new MeetingSource(planning, snapshot, run.plan, (mailbox) => run.ledger.detachments(mailbox)),
    limits: { ...MEETING_LIMITS, inDoubtMs: run.inDoubtMs, ...limits },
    time: steadyDate(run.clock),
    pace: new Pace(sendsPerMinute),
    copies: new CopyFinder(meetings, run.connections),
    leases: new Leases(run),
  };
}

/** The organizers' items this run looks after: living, and written with all their exceptions. */
function* organizersRows({ run, source }: LivingContext): Generator<{ readonly row: PlanRow; readonly itemId: string | null }> {
  const { plan, mailboxes, ledger } = run;
  for (const mailbox of mailboxes) {
    const planned = [...plan.rows({ mailbox })].filter(({ mode, kind }) => mode === 'live' && kind === 'meeting');
    const hasDetached = ledger.detachments(mailbox).length > 0;
    for (const row of hasDetached ? planned.flatMap((one) => source.rows(one)) : planned) {
      const known = ledger.get(row.key);
      const isThere = known?.state === 'written' && known.occurrencesDone && known.hash === row.hash;
      yield { row, itemId: isThere ? known.itemId : null };
    }
  }
}

/** The organizer's item has another id: it was lost, as by a failover, and written again; or its mailbox was moved. */
function isAnother({ script, seen }: MeetingState, itemId: string): boolean {
  const first = seen[script.organizer];
  return first !== undefined && first.itemId !== itemId;
}

/** All living meetings of a run: each moves on when it can, and those that cannot wait for the next run. */
class LivingRun {
  readonly #living: LivingContext;
  readonly #agenda: Agenda<{ readonly row: PlanRow; readonly itemId: string; readonly runner: MeetingRunner | null }>;
  readonly #inside: ReadonlySet<string>;
  /** What concerns the whole run ends the waiting of all. */
  readonly #stop = new AbortController();
  #waiting = 0;
  #mails = 0;
  #left = 0;

  constructor(living: LivingContext, inside: ReadonlySet<string>) {
    this.#living = living;
    this.#inside = inside;
    const { pause, signal } = living.run;
    this.#agenda = new Agenda(living.time.now, pause, AbortSignal.any([signal, this.#stop.signal]));
  }

  async run(): Promise<LivingSummary> {
    const { run, ledger, meetings } = this.#living;
    for (const { row, itemId } of organizersRows(this.#living)) {
      // What is not there (yet) was counted by its lane.
      if (itemId === null) continue;
      const known = ledger.get(row.key);
      if (known?.phase !== 'cleaned' || isAnother(known, itemId)) this.#agenda.add({ row, itemId, runner: null }, 0);
    }
    const failures: unknown[] = [];
    const worker = async (): Promise<void> => {
      for (let next = await this.#agenda.next(); next !== null; next = await this.#agenda.next()) {
        try {
          await this.#moveOn(next);
        } catch (error) {
          failures.push(error);
          this.#stop.abort();
        } finally {
          this.#agenda.done();
        }
      }
    };
    const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
    if (failures.length > 0) throw failures[0];
    const aborted = workers.find((outcome) => outcome.status === 'rejected');
    if (aborted?.status === 'rejected') throw run.signal.aborted ? new Failure('INTERRUPTED') : aborted.reason;
    const { couldSendOutside } = meetings.sendStatistics();
    return { waiting: this.#waiting, mailsInside: this.#mails, couldSendOutside, messagesLeft: this.#left };
  }

  async #moveOn({
    row,
    itemId,
    runner: known,
  }: {
    readonly row: PlanRow;
    readonly itemId: string;
    readonly runner: MeetingRunner | null;
  }): Promise<void> {
    const runner = known ?? (await this.#begin(row, itemId));
    if (runner === null) {
      this.#waiting += 1;
      return;
    }
    const { mails, left } = runner.state();
    const again = await runner.run();
    const state = runner.state();
    this.#mails += state.mails - mails;
    this.#left += state.left - left;
    if (again !== null) this.#agenda.add({ row, itemId, runner }, again.at);
    else this.#ended(runner);
  }

  #ended(runner: MeetingRunner): void {
    const { script, phase } = runner.state();
    const { mailbox, key, subject } = runner.plan.row;
    if (phase !== 'cleaned') this.#waiting += 1;
    this.#living.run.emit({ type: 'meeting', mailbox, key, subject, phase, guests: script.guests.length });
  }

  /** One that was written again has no guests and was not sent: null. One that only moved says what our last send wrote. */
  async #moved(known: MeetingState, itemId: string): Promise<MeetingState | 'unclear' | null> {
    const { run, meetings } = this.#living;
    const { organizer } = known.script;
    const { answers } = await ask(run, organizer, () => meetings.readMeetings(organizer, [{ itemId }]));
    const [answer] = answers;
    if (answer?.outcome !== 'done') return 'unclear';
    return answer.value.mark === null ? null : { ...known, seen: { ...known.seen, [organizer]: { itemId, response: 'Organizer' } } };
  }

  /** Null where the meeting has to wait: a guest is not in this run, or the organizer's mailbox is closed. */
  async #begin(row: PlanRow, itemId: string): Promise<MeetingRunner | null> {
    const living = this.#living;
    const { run, ledger, allowed } = living;
    const plan = living.source.read(row);
    const { mailbox, key, subject } = row;
    const missing = peopleOfMeeting(plan).filter((one) => this.#inside.has(one) && !allowed.has(one));
    if (missing.length > 0) {
      run.emit({ type: 'waiting', mailbox, key, subject, reason: 'crossing', detail: `not in this run: ${missing.join(', ')}` });
      return null;
    }
    const known = ledger.get(key);
    if (known !== null && !isAnother(known, itemId)) return new MeetingRunner(living, plan, itemId, known);
    try {
      const moved = known === null ? null : await this.#moved(known, itemId);
      if (moved === 'unclear') return null;
      if (moved !== null) return new MeetingRunner(living, plan, itemId, moved);
      const { state: begun, unreachable } = await beginMeeting(living, plan, itemId);
      // Occurrences that went by themselves are at the guests', who may not have answered them yet: they go by themselves again.
      const state: MeetingState = known === null ? begun : { ...begun, isAnew: true, since: known.since, missing: known.missing };
      for (const { mailbox: guest, where } of unreachable) {
        run.emit({
          type: 'waiting',
          mailbox: guest,
          key,
          subject,
          reason: 'not-inside',
          detail: `${guest} is ${where}: nothing is sent there`,
        });
      }
      await run.ledgerQueue.write(() => {
        for (const { row: copy, detached } of plan.copies) if (detached !== undefined) run.ledger.detach(copy.mailbox, [detached]);
        ledger.save(run.runId, state, run.clock.now().toISOString());
      });
      return new MeetingRunner(living, plan, itemId, state);
    } catch (error) {
      if (!(error instanceof LaneStopped)) throw error;
      run.emit({ type: 'waiting', mailbox, key, subject, reason: 'closed', detail: error.failure.detail ?? error.failure.code });
      return null;
    }
  }
}

/**
 * Brings the living meetings of a run to life, once the organizers' items are there (design «Write modes»). Resumes where an earlier run
 * ended. Throws INTERRUPTED when the run is stopped; what was done is in the ledger.
 */
export async function runLiving(run: RunContext, input: LivingInput): Promise<LivingSummary> {
  const living = openLiving(run, input);
  try {
    return await new LivingRun(living, mappedMailboxes(input)).run();
  } finally {
    input.meetingLedger.saveSending({ runId: run.runId, ...input.meetings.sendStatistics() });
    await living.leases.release();
  }
}
