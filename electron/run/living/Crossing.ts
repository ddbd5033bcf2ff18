import type { PlanReader, PlanRow } from '../../ports/PlanStore.ts';
import { peopleOfMeeting } from './beginMeeting.ts';
import type { MeetingSource } from './MeetingSource.ts';
import { mappedMailboxes, reachable, type LivingInput } from './runLiving.ts';

/** What a run of some mailboxes alone must not begin: living meetings somebody inside takes part in who is not in the run. */
export class Crossing {
  readonly #source: MeetingSource;
  readonly #plan: PlanReader;
  readonly #inside: ReadonlySet<string>;
  readonly #allowed: ReadonlySet<string>;

  constructor(source: MeetingSource, plan: PlanReader, input: Pick<LivingInput, 'mapping' | 'chosen'>) {
    this.#source = source;
    this.#plan = plan;
    this.#inside = mappedMailboxes(input);
    this.#allowed = reachable(input, plan.info().sealed.scope);
  }

  /** Who is missing for a living meeting, or for the travel to one, which comes with it; nobody for anything else. */
  missing(row: PlanRow): readonly string[] {
    const parent = row.parentKey === null ? null : this.#plan.rowByKey(row.parentKey);
    if (parent !== null) return this.missing(parent);
    if (row.mode !== 'live') return [];
    const meetings =
      row.kind === 'meeting' ? [row] : this.#plan.rowsOf(row.uid).filter(({ mode, kind }) => mode === 'live' && kind === 'meeting');
    const people = meetings.flatMap((meeting) => [meeting.mailbox, ...peopleOfMeeting(this.#source.read(meeting))]);
    return [...new Set(people)].filter((one) => this.#inside.has(one) && !this.#allowed.has(one));
  }
}
