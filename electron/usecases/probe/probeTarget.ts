import { ASSUMED_CAPABILITIES, type TargetCapabilities } from '../../../shared/domain/targetCapabilities.ts';
import { EXPERIMENTS } from './experiments.ts';
import type { Experiment } from './Experiment.ts';
import type { Finding } from './Finding.ts';
import { Lab, type LabInput } from './Lab.ts';
import { Refused } from './Refused.ts';
import { sweepProbes, type Swept } from './sweepProbes.ts';

/** A question with its answer. */
export interface Answered extends Finding, Pick<Experiment, 'id' | 'question'> {}

export type ProbeEvent =
  | { readonly type: 'swept'; readonly when: 'before' | 'after'; readonly swept: Swept }
  | { readonly type: 'finding'; readonly finding: Answered };

/** Tidying up is not interrupted: it takes seconds, and is what the interrupted are owed. */
const NEVER = new AbortController().signal;

async function ask({ id, question, run }: Experiment, lab: Lab): Promise<Answered> {
  try {
    return { id, question, ...(await run(lab)) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const detail = `${error.code}: ${error.message}`;
    return { id, question, answer: error.isSure && error.code.startsWith('Error') ? 'no' : 'failed', detail };
  }
}

/** What a plan may rely on, by what was found; where nothing was found, what is assumed. */
export function capabilitiesOf(findings: readonly Pick<Answered, 'id' | 'answer'>[]): TargetCapabilities {
  const answers = new Map(findings.map(({ id, answer }) => [id, answer]));
  const isYes = (id: string): boolean => answers.get(id) === 'yes';
  const isKnown = (id: string): boolean => answers.has(id) && answers.get(id) !== 'failed';
  const byElements = isYes('written-responses') || answers.get('written-responses') === 'partly';
  const guestCopies = isYes('guest-copy-properties') ? 'properties' : isYes('guest-copy-mime') ? 'mime' : 'none';
  const known = isKnown('guest-copy-properties') && isKnown('guest-copy-mime');
  return {
    guestCopies: guestCopies === 'none' && !known ? ASSUMED_CAPABILITIES.guestCopies : guestCopies,
    answers: byElements ? 'elements' : isYes('organizer-mime') ? 'mime' : 'none',
    exceptionsTravel: isKnown('exceptions-travel') ? isYes('exceptions-travel') : null,
  };
}

/**
 * Asks a target every question of the table, in two mailboxes the operator named: nobody else is written to, mailed or impersonated. Yields
 * each answer as it is known; leaves nothing behind, however it ends, and takes along what an earlier probe left.
 */
export async function* probeTarget(input: LabInput): AsyncGenerator<ProbeEvent> {
  const { target, meetings, lab: special, organizer, guest, pause, leastMs } = input;
  const mailboxes = [organizer, guest];
  meetings.confine(mailboxes);
  yield { type: 'swept', when: 'before', swept: await sweepProbes(target, special, mailboxes) };
  const lab = new Lab(input);
  try {
    for (const experiment of EXPERIMENTS) {
      if (input.signal.aborted) break;
      yield { type: 'finding', finding: await ask(experiment, lab) };
    }
  } finally {
    // What is still on its way arrives within the time everything took so far.
    const first = await sweepProbes(target, special, mailboxes);
    await pause(Math.min(leastMs, 1000) + lab.slowestMs, NEVER);
    const second = await sweepProbes(target, special, mailboxes);
    yield { type: 'swept', when: 'after', swept: { removed: first.removed + second.removed, failure: second.failure } };
  }
}
