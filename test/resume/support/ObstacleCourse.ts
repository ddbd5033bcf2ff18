import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEws } from '../../../electron/adapters/ews/openEws.ts';
import type { ExchangeTarget } from '../../../electron/ports/ExchangeTarget.ts';
import { openGodwit, type Godwit, type JsonLine, type Spoken } from '../../support/godwit.ts';
import type { PlannedLine } from './census.ts';
import { openExchange, type InProcessExchange } from './inProcessExchange.ts';
import { ACCOUNT, prepareSample, type SampleProject } from './sampleProject.ts';

/** Whom the obstacles are put before. */
export const MAILBOX = 'abrandt@contoso.com';

/** A planned sample company and an Exchange of its own for each test, in whose way something can be put. */
export class ObstacleCourse {
  readonly godwit: Godwit;
  readonly project: SampleProject;
  config = '';
  projectPath = '';
  #exchange: InProcessExchange | null = null;
  #target: ExchangeTarget | null = null;
  #count = 0;

  constructor(godwit: Godwit, project: SampleProject) {
    this.godwit = godwit;
    this.project = project;
  }

  static async open(): Promise<ObstacleCourse> {
    const godwit = openGodwit();
    const project = await prepareSample(godwit, { options: { calendars: 'folder' } });
    Object.defineProperty(godwit, 'now', { get: () => new Date() });
    return new ObstacleCourse(godwit, project);
  }

  get exchange(): InProcessExchange {
    if (this.#exchange === null) throw new Error('no test has begun');
    return this.#exchange;
  }

  set exchange(other: InProcessExchange) {
    this.#exchange = other;
  }

  /** Somebody else who writes there. */
  get target(): ExchangeTarget {
    if (this.#target === null) throw new Error('no test has begun');
    return this.#target;
  }

  async begin(): Promise<void> {
    this.exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: this.project.addresses });
    const { url } = this.exchange;
    this.#target = openEws({ url, auth: { kind: 'basic', ...ACCOUNT }, connections: 2, timeoutMs: 5000, userAgent: 'Outlook' });
    this.#count += 1;
    const name = `obstacle-${String(this.#count)}`;
    this.projectPath = join(this.godwit.folder, `${name}.godwit`);
    copyFileSync(this.project.projectPath, this.projectPath);
    this.config = this.project.configWith(name, { project: this.projectPath, target: { url, inDoubtSeconds: 0 } });
  }

  async end(): Promise<void> {
    await this.target.close();
    await this.exchange.stop();
  }

  close(): void {
    this.godwit.remove();
  }

  run(): Promise<Spoken> {
    return this.godwit.json('run', '--yes', '--config', this.config);
  }

  own(): readonly PlannedLine[] {
    return this.project.planned.filter(({ mailbox }) => mailbox === MAILBOX);
  }

  others(): readonly PlannedLine[] {
    return this.project.planned.filter(({ mailbox }) => mailbox !== MAILBOX);
  }
}

/** Lines of a type. */
export function of(spoken: Spoken, type: string): readonly JsonLine[] {
  return spoken.lines.filter((line) => line['type'] === type);
}

export function summary(spoken: Spoken): JsonLine | undefined {
  return of(spoken, 'summary')[0];
}

/** The mailboxes that stopped, and why. */
export function stopped(spoken: Spoken): readonly JsonLine[] {
  return of(spoken, 'mailbox')
    .filter(({ state }) => state === 'stopped')
    .map(({ mailbox, code, sentence }) => ({ mailbox, code, sentence }));
}
