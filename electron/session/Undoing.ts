import type { UndoOutcome } from '../../shared/contract/wizard/undo.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { KeepReason } from '../../shared/run/undo/stays.ts';
import { writingParts } from '../compose/writingParts.ts';
import type { UndoEvent, UndoneItem } from '../usecases/undo/UndoContext.ts';
import { undoPlan } from '../usecases/undo/undoPlan.ts';
import type { RunningJob } from './Jobs.ts';
import type { Session } from './Session.ts';

export type KeptItem = UndoneItem & { readonly reason: KeepReason };

interface Found {
  readonly outcome: UndoOutcome;
  readonly kept: readonly KeptItem[];
  /** What the ledger said when it was found; when it says something else, it is not true any more. */
  readonly written: number;
}

function isKept(item: UndoneItem): item is KeptItem {
  return item.action === 'keep' && item.reason !== '';
}

/** Taking back what was written: looked at first, then done. */
export class Undoing {
  readonly #session: Session;
  #found: Found | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** What the last look or undo found; null when something was written since. */
  found(): Found | null {
    return this.#found?.written === this.#written() ? this.#found : null;
  }

  check(): void {
    this.#start('undo-check');
  }

  start(): void {
    if (this.found()?.outcome.isCheck !== true)
      throw new Failure('WIZARD_STEP_INCOMPLETE', { what: 'nobody has looked at what undo would do' });
    this.#start('undo');
  }

  #start(kind: 'undo-check' | 'undo'): void {
    const session = this.#session;
    const loaded = session.loaded(['target']);
    session.jobs.start(kind, kind === 'undo' ? 'items' : 'mailboxes', async (job) => {
      const { target, meetings, settings } = session.services.openTarget(loaded);
      try {
        await this.#undo(kind === 'undo-check', job, { target, meetings, settings });
      } finally {
        await target.close();
        session.facts.forget();
      }
    });
  }

  async #undo(
    isCheck: boolean,
    job: RunningJob,
    { target, meetings, settings }: Pick<ReturnType<Session['services']['openTarget']>, 'target' | 'meetings' | 'settings'>,
  ): Promise<void> {
    const { project, services } = this.#session;
    const kept: KeptItem[] = [];
    const closed: UndoOutcome['closed'][number][] = [];
    const tell = this.#teller(isCheck, job);
    const summary = await undoPlan({
      ...{ plans: project.plans, snapshots: project.snapshots, mappings: project.mappings },
      ...writingParts(project, { target, meetings, settings }),
      ...{ clock: services.clock, newRunId: services.newId, signal: job.signal, dryRun: isCheck },
      onEvent: (event) => {
        tell(event);
        if (event.type === 'item' && isKept(event)) kept.push(event);
        if (event.type === 'mailbox' && event.state === 'stopped') closed.push(this.#closed(event));
      },
    });
    const { removed, gone } = summary;
    const at = services.clock.now().toISOString();
    this.#found = { outcome: { isCheck, at, removed, kept: kept.length, gone, closed }, kept, written: this.#written() };
  }

  #closed({ mailbox, code, sentence, remedy, detail }: Extract<UndoEvent, { state: 'stopped' }>): UndoOutcome['closed'][number] {
    const { name } = this.#session.people().ofMailbox(mailbox);
    return { mailbox, name, error: { code, kind: 'config', sentence, remedy, detail } };
  }

  /** A look counts mailboxes, an undo the items that go. */
  #teller(isCheck: boolean, job: RunningJob): (event: UndoEvent) => void {
    const goes = this.#found?.outcome.removed ?? null;
    let [looked, removed, total] = [0, 0, 0];
    return (event) => {
      if (event.type === 'undo') total = event.mailboxes;
      if (event.type === 'mailbox' && event.state === 'looked-at') {
        looked += 1;
        job.progress({ phase: 'looking', done: looked, total, unit: 'mailboxes' });
      }
      if (isCheck || event.type !== 'removed') return;
      removed += event.items;
      job.progress({ phase: 'removing', done: removed, total: goes, unit: 'items' });
    };
  }

  #written(): number {
    return this.#session.project.ledger.counts().written;
  }
}
