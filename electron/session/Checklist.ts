import { ERRORS, type ErrorCode } from '../../shared/contract/errors.ts';
import type { Checklist, CheckStep } from '../../shared/contract/wizard/jobs.ts';
import type { Session } from './Session.ts';

/** A step as the checks tell it. */
interface Outcome {
  readonly step: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly code?: string;
  readonly remedy?: string;
}

/** What cures a failed check by being run somewhere else. */
const SCRIPTS: Readonly<Record<string, string>> = {
  SOURCE_PERMISSION_DENIED: 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO {user};',
};

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** A checklist that fills while it is made: steps expected wait, those that come are told at once, those never reached go on waiting. */
export class ChecklistMaker {
  readonly #session: Session;
  readonly #area: Checklist['area'];
  readonly #startedAt: string;
  #steps: CheckStep[];
  #lastAt: number;

  constructor(session: Session, area: Checklist['area'], expected: readonly string[]) {
    this.#session = session;
    this.#area = area;
    const now = session.services.clock.now();
    this.#lastAt = now.getTime();
    this.#startedAt = now.toISOString();
    this.#steps = expected.map((step, index) => waiting(step, index === 0 ? 'running' : 'waiting'));
    this.#tell();
  }

  get list(): Checklist {
    return { area: this.#area, testedAt: this.#startedAt, steps: this.#steps };
  }

  /** Takes in one outcome. `subject`: the mailbox it is about. */
  add(outcome: Outcome, subject = ''): void {
    const now = this.#session.services.clock.now().getTime();
    const step = this.#read(outcome, subject, now - this.#lastAt);
    this.#lastAt = now;
    const place = this.#steps.findIndex(
      (known) => known.step === step.step && known.subject === '' && known.status !== 'passed' && known.status !== 'failed',
    );
    if (place < 0) this.#steps = [...this.#steps, step];
    else this.#steps = this.#steps.with(place, step);
    const next = this.#steps.findIndex(({ status }) => status === 'waiting');
    const waitingStep = this.#steps[next];
    if (outcome.ok && waitingStep !== undefined) this.#steps = this.#steps.with(next, { ...waitingStep, status: 'running' });
    this.#tell();
  }

  /** Nothing more comes. Kept with the project. */
  finish(): void {
    const anyFailed = this.#steps.some(({ status }) => status === 'failed');
    this.#steps = this.#steps
      .map((step) => (step.status === 'running' ? { ...step, status: 'waiting' as const } : step))
      // Steps that turned out not to be needed (no mailbox mapped yet) are no promise.
      .filter((step) => anyFailed || step.status !== 'waiting');
    this.#session.settings.setTested(this.#area, this.list);
    this.#tell();
  }

  #read({ step, ok, detail, code, remedy }: Outcome, subject: string, milliseconds: number): CheckStep {
    const { redact } = this.#session.services.redactor;
    const known = code !== undefined && isErrorCode(code) ? code : null;
    const error =
      ok || known === null ? null : { code: known, kind: ERRORS[known].kind, sentence: redact(detail), remedy: redact(remedy ?? '') };
    const { user } = this.#session.settings.step('source').postgres;
    const script = known === null ? '' : (SCRIPTS[known] ?? '').replace('{user}', user);
    return { step, subject, status: ok ? 'passed' : 'failed', detail: redact(detail), milliseconds, error, script };
  }

  #tell(): void {
    this.#session.emit('check.changed', { checklist: this.list });
  }
}

function waiting(step: string, status: 'waiting' | 'running'): CheckStep {
  return { step, subject: '', status, detail: '', milliseconds: null, error: null, script: '' };
}

/** The list of the last test; empty when there was none. */
export function lastChecklist(session: Session, area: Checklist['area']): Checklist {
  return session.settings.tested(area)?.list ?? { area, testedAt: null, steps: [] };
}
