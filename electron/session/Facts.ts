import type { MappingIssue } from '../../shared/directory/checkMapping.ts';
import { mergeRecords } from '../../shared/directory/mergeRecords.ts';
import type { ProjectFacts } from '../../shared/contract/wizard/state.ts';
import { isLoss } from '../../shared/domain/skipReasons.ts';
import { checkMapping } from '../usecases/checkMapping.ts';
import type { PlanInfo } from '../ports/PlanStore.ts';
import { mappingStateOf } from './mappingRows.ts';
import { countedVerification } from './countedVerification.ts';
import type { Session } from './Session.ts';

/** What only the file knows and reading takes a moment; kept until something changed it. */
type KeptFacts = Omit<ProjectFacts, 'run' | 'target'> & { readonly losses: number; readonly mailboxes: number };

function countOf<T>(items: Iterable<T>): number {
  let count = 0;
  for (const _ of items) count += 1;
  return count;
}

/** What the project holds by now, for the rail and for the steps' own checks. */
export class Facts {
  readonly #session: Session;
  #kept: KeptFacts | null = null;
  #issues: readonly MappingIssue[] | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  forget(): void {
    this.#kept = null;
    this.#issues = null;
  }

  /** What is wrong or odd in the mapping; none when there is no mapping. */
  mappingIssues(): readonly MappingIssue[] {
    this.#issues ??= this.#checkMapping();
    return this.#issues;
  }

  all(): ProjectFacts {
    const { losses: _, mailboxes: __, ...kept } = this.#read();
    return { ...kept, target: this.#target(), run: this.#run() };
  }

  /** Objects left out that somebody may miss. */
  get losses(): number {
    return this.#read().losses;
  }

  #read(): KeptFacts {
    this.#kept ??= {
      snapshot: this.#snapshot(),
      directory: this.#directory(),
      mapping: this.#mapping(),
      ...this.#plan(),
      verification: this.#verification(),
    };
    return this.#kept;
  }

  #checkMapping(): readonly MappingIssue[] {
    const { project, settings } = this.#session;
    const version = this.#session.mapping();
    if (version === null) return [];
    const { acceptedDomains, rewriteDomains } = settings.step('mapping');
    return checkMapping({
      mappings: project.mappings,
      directory: project.directory,
      acceptedDomains,
      rewriteDomains: Object.fromEntries(rewriteDomains.map(({ from, to }) => [from, to])),
      version: version.id,
    }).issues;
  }

  #snapshot(): ProjectFacts['snapshot'] {
    const reader = this.#session.project.snapshots.newest();
    if (reader === null) return null;
    const { takenAt, sourceLabel, sourceKind, schemaVersion, fingerprint, counts } = reader.info();
    return {
      takenAt,
      source: sourceLabel,
      sourceKind,
      schemaVersion,
      fingerprint,
      counts: { ...counts },
      notes: countOf(reader.readingNotes()),
    };
  }

  #directory(): ProjectFacts['directory'] {
    const { directory } = this.#session.project;
    const origins = directory.origins().length;
    if (origins === 0) return null;
    const kinds = mergeRecords(directory.records()).map(({ kind }) => kind);
    const count = (...wanted: readonly string[]): number => kinds.filter((kind) => wanted.includes(kind)).length;
    return { origins, people: count('user'), rooms: count('room', 'resource'), groups: count('group'), others: count('unknown') };
  }

  #mapping(): ProjectFacts['mapping'] {
    const version = this.#session.mapping();
    if (version === null) return null;
    const states = version.rows.map(mappingStateOf);
    const blocking = this.mappingIssues().filter((found) => found.blocking).length;
    return {
      version: version.id,
      fingerprint: version.fingerprint,
      rows: version.rows.length,
      toDecide: states.filter((state) => state === 'decide').length,
      toConfirm: states.filter((state) => state === 'confirm').length,
      blocking,
    };
  }

  #plan(): Pick<KeptFacts, 'plan' | 'losses' | 'mailboxes'> {
    const reader = this.#session.project.plans.newest();
    if (reader === null) return { plan: null, losses: 0, mailboxes: 0 };
    const info = reader.info();
    const { planId, planHash, counts, sealed } = info;
    const plan = {
      number: planId,
      hash: planHash,
      asOf: sealed.context.asOf,
      items: counts.items,
      byKind: { ...counts.byKind },
      skipped: counts.skipped,
      decisions: reader.decisions().length,
      stale: this.#stale(info),
    };
    const losses = Object.entries(counts.byReason).reduce((sum, [reason, count]) => sum + (isLoss(reason) ? count : 0), 0);
    return { plan, losses, mailboxes: reader.mailboxes().length };
  }

  /** Whether the project has moved on since the plan was sealed. */
  #stale({ sealed }: PlanInfo): 'snapshot' | 'mapping' | 'options' | null {
    const { project, settings } = this.#session;
    if (project.snapshots.newest()?.info().fingerprint !== sealed.snapshotFingerprint) return 'snapshot';
    if (this.#session.mapping()?.fingerprint !== sealed.mappingFingerprint) return 'mapping';
    const planned = settings.plannedOptions;
    return planned !== '' && planned !== JSON.stringify(settings.step('options')) ? 'options' : null;
  }

  #verification(): ProjectFacts['verification'] {
    const { project } = this.#session;
    const hash = project.plans.newest()?.info().planHash;
    const stored = hash === undefined ? null : project.verifications.newest(hash);
    if (stored === null) return null;
    const { verdicts, differences } = countedVerification(project, stored);
    return {
      verifiedAt: stored.verifiedAt,
      instancesSource: verdicts.reduce((sum, verdict) => sum + verdict.instancesSource, 0),
      instancesFound: verdicts.reduce((sum, verdict) => sum + verdict.instancesFound, 0),
      differences: differences.length,
    };
  }

  #target(): ProjectFacts['target'] {
    const { settings } = this.#session;
    const tested = settings.tested('target');
    if (tested?.isCurrent !== true || tested.list.testedAt === null) return null;
    const of = (status: string): number => tested.list.steps.filter((step) => step.status === status).length;
    return { testedAt: tested.list.testedAt, label: settings.step('target').url, passed: of('passed'), failed: of('failed') };
  }

  #run(): ProjectFacts['run'] {
    const { project, settings } = this.#session;
    const { written, refused, intended } = project.ledger.counts();
    const { status, startedAt, endedAt, mailboxes } = settings.run;
    const { plan, mailboxes: planned } = this.#read();
    if (plan === null || (status === 'idle' && written + refused + intended === 0)) return null;
    const chosen = mailboxes.length === 0 ? planned : mailboxes.length;
    return { status, startedAt, endedAt, items: plan.items, written, refused, inDoubt: intended, mailboxes: chosen };
  }
}
