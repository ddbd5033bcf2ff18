import { z } from 'zod';
import { checklist, type Checklist } from '../../shared/contract/wizard/jobs.ts';
import { runStatus } from '../../shared/contract/wizard/run.ts';
import {
  DEFAULT_SETTINGS,
  wizardSettings,
  type SettingsStep,
  type StepSettings,
  type WizardSettings,
} from '../../shared/contract/wizard/settings.ts';
import { stepId, type StepId } from '../../shared/contract/wizard/steps.ts';
import { contribution } from '../../shared/contract/wizard/directory.ts';
import type { ProjectKeeper } from './ProjectKeeper.ts';

const contributions = z.strictObject({ readAt: z.string(), settings: z.string(), rows: contribution.array() });
export type Contributions = z.infer<typeof contributions>;

/** The last run, as far as the ledger does not know it. */
export const runMemory = z.strictObject({
  status: runStatus,
  choice: z.enum(['dry-run', 'pilot', 'everyone']),
  mailboxes: z.array(z.string()),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Mailboxes that stopped, and why. */
  stopped: z.array(z.strictObject({ mailbox: z.string(), code: z.string(), sentence: z.string(), remedy: z.string(), detail: z.string() })),
  skippedCauses: z.array(z.string()),
  /** Of all runs of the project: messages sent inside, and requests that left without proof that they stay there. */
  mailsInside: z.int().default(0),
  couldSendOutside: z.int().default(0),
});
export type RunMemory = z.infer<typeof runMemory>;

const IDLE: RunMemory = {
  status: 'idle',
  choice: 'pilot',
  mailboxes: [],
  startedAt: null,
  endedAt: null,
  stopped: [],
  skippedCauses: [],
  mailsInside: 0,
  couldSendOutside: 0,
};

type Area = Checklist['area'];

/** The checklist of an area, and for which settings it was made. */
const tested = z.strictObject({ settings: z.string(), list: checklist });

/** What the wizard remembers in the project file, typed. What cannot be read (another version, a damaged value) counts as not there. */
export class Settings {
  readonly #keeper: ProjectKeeper;

  constructor(keeper: ProjectKeeper) {
    this.#keeper = keeper;
  }

  step<S extends SettingsStep>(step: S): WizardSettings[S] {
    return this.all()[step];
  }

  all(): WizardSettings {
    const entries = Object.entries(wizardSettings.shape).map(([step, schema]) => {
      const parsed = schema.safeParse(this.#keeper.value(`step.${step}`));
      const value: unknown = parsed.success ? parsed.data : Reflect.get(DEFAULT_SETTINGS, step);
      return [step, value] as const;
    });
    return wizardSettings.parse(Object.fromEntries(entries));
  }

  save({ step, settings }: StepSettings): void {
    this.#keeper.set(`step.${step}`, settings);
  }

  get current(): StepId {
    return this.#read('current', stepId, 'project');
  }

  goTo(step: StepId): void {
    this.#keeper.set('current', step);
    const visited = new Set([...this.visited, step]);
    if (visited.size > this.visited.size) this.#keeper.set('visited', [...visited]);
  }

  get visited(): ReadonlySet<StepId> {
    return new Set(this.#read('visited', stepId.array(), ['project']));
  }

  get isSample(): boolean {
    return this.#read('isSample', z.boolean(), false);
  }

  markSample(): void {
    this.#keeper.set('isSample', true);
  }

  acknowledged(step: StepId): ReadonlySet<string> {
    return new Set(this.#read(`acknowledged.${step}`, z.array(z.string()), []));
  }

  acknowledge(step: StepId, codes: readonly string[]): void {
    this.#keeper.set(`acknowledged.${step}`, [...new Set([...this.acknowledged(step), ...codes])]);
  }

  /** Null when it was never tested; `isCurrent` false when the settings are others by now. */
  tested(area: Area): { readonly list: Checklist; readonly isCurrent: boolean } | null {
    const known = this.#read(`tested.${area}`, tested.nullable(), null);
    return known === null ? null : { list: known.list, isCurrent: known.settings === JSON.stringify(this.step(area)) };
  }

  setTested(area: Area, list: Checklist): void {
    this.#keeper.set(`tested.${area}`, { settings: JSON.stringify(this.step(area)), list });
  }

  get contributions(): Contributions | null {
    return this.#read('contributions', contributions.nullable(), null);
  }

  set contributions(value: Contributions | null) {
    this.#keeper.set('contributions', value);
  }

  /** The options the newest plan was made with, to tell when they have changed. */
  get plannedOptions(): string {
    return this.#read('plannedOptions', z.string(), '');
  }

  set plannedOptions(value: string) {
    this.#keeper.set('plannedOptions', value);
  }

  get run(): RunMemory {
    return this.#read('run', runMemory, IDLE);
  }

  set run(value: RunMemory) {
    this.#keeper.set('run', value);
  }

  #read<T>(name: string, schema: z.ZodType<T>, otherwise: T): T {
    const parsed = schema.safeParse(this.#keeper.value(name));
    return parsed.success ? parsed.data : otherwise;
  }
}
