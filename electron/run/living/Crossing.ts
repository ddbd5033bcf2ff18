import type { PlanReader } from '../../ports/PlanStore.ts';
import { peopleOfMeeting } from './beginMeeting.ts';
import type { MeetingSource } from './MeetingSource.ts';
import { mappedMailboxes, reachable, type LivingInput } from './runLiving.ts';

/** Living meetings a run of some mailboxes alone must not begin: somebody inside takes part who is not in the run. */
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

  /** Who is missing; nobody for whatever is no living meeting of an organizer. */
  missing(key: string): readonly string[] {
    const row = this.#plan.rowByKey(key);
    if (row?.mode !== 'live' || row.kind !== 'meeting') return [];
    return peopleOfMeeting(this.#source.read(row)).filter((one) => this.#inside.has(one) && !this.#allowed.has(one));
  }
}
