import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeFailure } from '../../../shared/contract/errors.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { responseRule } from '../../../shared/run/responseRules.ts';
import type { ExchangeTarget } from '../../ports/ExchangeTarget.ts';
import type { RunEvent } from '../../run/RunContext.ts';
import type { PlanView } from '../PlanView.ts';

/** Items converted before others get their turn. */
const TURN = 100;

async function openMailbox(target: ExchangeTarget, mailbox: string, signal: AbortSignal): Promise<RunEvent> {
  const reply = await target.openCalendar(mailbox, signal);
  if (reply.ok) return { type: 'mailbox', mailbox, state: 'done' };
  const { responseCode, message } = reply.failure;
  const failure = new Failure(responseRule(responseCode).error, { mailbox, label: target.label, reason: message, user: '' });
  const { code, sentence, remedy } = describeFailure(failure);
  return { type: 'mailbox', mailbox, state: 'stopped', code, sentence, remedy, detail: `${responseCode}: ${message}` };
}

/**
 * A dry run: opens every mailbox as a run would, and converts every item once more, which must give what was sealed. Writes nothing, sends
 * nothing. Throws PLAN_DIFFERS, INTERRUPTED.
 */
export async function rehearse(input: {
  readonly target: ExchangeTarget;
  readonly view: PlanView;
  readonly mailboxes: readonly string[];
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  readonly onProgress: (done: number, total: number) => void;
}): Promise<void> {
  const { target, view, mailboxes, signal, onEvent, onProgress } = input;
  const sizes = view.plan.mailboxSizes();
  const total = mailboxes.reduce((sum, mailbox) => sum + (sizes.get(mailbox) ?? 0), 0);
  let done = 0;
  for (const mailbox of mailboxes) {
    onEvent({ type: 'mailbox', mailbox, state: 'started' });
    for (const row of view.plan.rows({ mailbox })) {
      if (signal.aborted) throw new Failure('INTERRUPTED');
      view.items.item(row);
      done += 1;
      if (done % TURN === 0) {
        onProgress(done, total);
        await nextTurn();
      }
    }
    onEvent(await openMailbox(target, mailbox, signal));
    onProgress(done, total);
  }
}
