import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../../shared/contract/procedures.ts';
import { PROCEDURES } from '../../../shared/contract/procedures.ts';
import type { Job, JobKind } from '../../../shared/contract/wizard/jobs.ts';
import type { WizardState } from '../../../shared/contract/wizard/state.ts';
import type { StepId } from '../../../shared/contract/wizard/steps.ts';
import { expect, settled } from './wizardTest.ts';

const reply = z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), error: z.unknown() })]);

/** Asks the host as the page does, past the page: to get to a state quickly. */
export async function ask<N extends ProcedureName>(page: Page, name: N, input: ProcedureInput<N>): Promise<ProcedureOutput<N>> {
  const answer = await page.evaluate(async (call) => {
    const response = await fetch('/api/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body: call });
    return response.text();
  }, JSON.stringify({ name, input }));
  const parsed = reply.parse(JSON.parse(answer));
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.error)}`);
  // The schema of this very procedure; its type is lost in the union of all.
  return PROCEDURES[name].output.parse(parsed.value) as ProcedureOutput<N>;
}

export async function stateOf(page: Page): Promise<WizardState> {
  const { state } = await ask(page, 'project.state', {});
  if (state === null) throw new Error('no project is open');
  return state;
}

/** Starts a job and waits for its end. */
async function job<N extends ProcedureName>(page: Page, kind: JobKind, name: N, input: ProcedureInput<N>): Promise<void> {
  await ask(page, name, input);
  const found = async (): Promise<Job | undefined> => (await stateOf(page)).jobs.find((one) => one.kind === kind);
  await expect.poll(async () => (await found())?.endedAt ?? null, { timeout: 180_000, intervals: [100] }).not.toBeNull();
  expect(await found()).toMatchObject({ status: 'done', error: null });
}

const WAY: readonly { readonly before: StepId; readonly walk: (page: Page) => Promise<unknown> }[] = [
  { before: 'source', walk: (page) => ask(page, 'project.createSample', {}) },
  { before: 'directory', walk: (page) => job(page, 'snapshot', 'source.takeSnapshot', {}) },
  { before: 'target', walk: (page) => job(page, 'directory', 'directory.read', {}) },
  { before: 'mapping', walk: (page) => job(page, 'target-test', 'target.test', {}) },
  { before: 'options', walk: decideAll },
  { before: 'run', walk: (page) => job(page, 'plan', 'plan.build', {}) },
  { before: 'verify', walk: (page) => job(page, 'run', 'run.start', { choice: 'everyone' }) },
];

async function decideAll(page: Page): Promise<void> {
  const { safe } = await ask(page, 'mapping.select', { states: ['confirm'] });
  await ask(page, 'mapping.decide', { sources: [...safe], decision: 'confirm' });
  const { sources } = await ask(page, 'mapping.select', { states: ['decide'] });
  await ask(page, 'mapping.decide', { sources: [...sources], decision: 'left-out' });
}

/** Takes the sample company to where this step can be entered. */
export async function prepareFor(page: Page, step: StepId): Promise<void> {
  for (const { before, walk } of WAY) {
    await walk(page);
    if (before === step) return;
  }
}

/** From one step to where another can be entered. */
export async function walkOn(page: Page, from: StepId, to: StepId): Promise<void> {
  const start = WAY.findIndex(({ before }) => before === from) + 1;
  for (const { before, walk } of WAY.slice(start)) {
    await walk(page);
    if (before === to) return;
  }
}

/** Verifies what was written. */
export async function verifyAll(page: Page): Promise<void> {
  await job(page, 'verify', 'verify.start', {});
}

/** Shows a step. */
export async function showStep(page: Page, step: StepId): Promise<void> {
  await ask(page, 'project.goTo', { step });
  await expect(page.locator(`main[data-step="${step}"]`)).toBeVisible();
  await settled(page);
}
