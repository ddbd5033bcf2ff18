import { Failure } from '../../shared/domain/failure.ts';
import { proposePilot, type PilotGroup } from '../../shared/run/proposePilot.ts';
import type { PlanBrowser } from '../ports/PlanBrowser.ts';
import type { PlanReader } from '../ports/PlanStore.ts';

/** The proposal for a pilot of so many mailboxes, from the meetings of the plan. */
export function pilotGroup(count: number, plan: PlanReader, browser: PlanBrowser): PilotGroup {
  return proposePilot(plan.mailboxes(), browser.meetings(plan.info().planId), count);
}

/** Mailboxes as the operator names them, as the plan has them. Throws PLAN_UNKNOWN_MAILBOX. */
export function namedMailboxes(names: readonly string[], plan: PlanReader): readonly string[] {
  const known = new Set(plan.mailboxes());
  const wanted = [...new Set(names.map((name) => name.trim().toLowerCase()))].filter((name) => name !== '');
  const unknown = wanted.find((name) => !known.has(name));
  if (unknown !== undefined) throw new Failure('PLAN_UNKNOWN_MAILBOX', { mailbox: unknown });
  return wanted;
}

/** Whom `--pilot` means: so many mailboxes, or those named. */
export function choosePilot(wish: string, plan: PlanReader, browser: PlanBrowser): readonly string[] {
  const count = /^\d+$/.test(wish.trim()) ? Number(wish) : null;
  const chosen = count === null ? namedMailboxes(wish.split(','), plan) : pilotGroup(count, plan, browser).mailboxes;
  if (chosen.length === 0) throw new Failure('CONFIG_USAGE', { message: 'A pilot takes a number of mailboxes, or their addresses.' });
  return chosen;
}
