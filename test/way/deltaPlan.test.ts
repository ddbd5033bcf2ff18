import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDump } from '../../electron/adapters/pgdump/openDump.ts';
import { openProjectFile, type OpenProject } from '../../electron/compose/openProjectFile.ts';
import { systemClock } from '../../electron/ports/Clock.ts';
import type { SnapshotReader } from '../../electron/ports/SnapshotStore.ts';
import { buildPlan } from '../../electron/usecases/plan/buildPlan.ts';
import { planBefore } from '../../electron/usecases/plan/planBefore.ts';
import type { PlanBefore } from '../../electron/usecases/plan/PlanReuse.ts';
import { takeSnapshot } from '../../electron/usecases/takeSnapshot.ts';
import { configSchema } from '../../shared/contract/config.ts';
import { prepareSample, type SampleProject } from '../resume/support/sampleProject.ts';
import { editDump } from '../support/editDump.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';

let godwit: Godwit;
let sample: SampleProject;
let project: OpenProject;

const { options: OPTIONS } = configSchema.parse({
  project: 'sample.godwit',
  options: { meetings: 'live', timeZone: 'Europe/Berlin', cutOver: '2026-11-20T00:00:00Z' },
});

beforeAll(async () => {
  godwit = openGodwit();
  sample = await prepareSample(godwit, { options: { meetings: 'live', cutOver: '2026-11-20T00:00:00Z' } });
  project = openProjectFile(sample.projectPath, 'write');
});
afterAll(() => {
  project.close();
  godwit.remove();
});

/** A snapshot that counts which texts are read. */
function counting(real: SnapshotReader): { readonly snapshot: SnapshotReader; readonly read: Set<string> } {
  const read = new Set<string>();
  const snapshot: SnapshotReader = {
    info: () => real.info(),
    homes: () => real.homes(),
    calendars: () => real.calendars(),
    shares: () => real.shares(),
    delegates: () => real.delegates(),
    groups: () => real.groups(),
    attachments: () => real.attachments(),
    readingNotes: () => real.readingNotes(),
    objectsByUid: () => real.objectsByUid(),
    objects: () => real.objects(),
    copiesOf: (uid) => real.copiesOf(uid),
    readAhead: (uids) => real.readAhead(uids),
    object: (objectId) => real.object(objectId),
    text: (md5) => {
      read.add(md5);
      return real.text(md5);
    },
  };
  return { snapshot, read };
}

function contentOf(plan: ReturnType<OpenProject['plans']['byHash']>): unknown {
  return [plan?.info().counts, plan?.decisions(), plan?.tally(), [...(plan?.rows() ?? [])], [...(plan?.skipped() ?? [])]];
}

async function plan(snapshot: SnapshotReader, before: PlanBefore | null): Promise<{ readonly hash: string; readonly content: unknown }> {
  const { mappings, plans } = project;
  const mapping = mappings.current();
  if (mapping === null) throw new Error('no mapping');
  const asOf = new Date(sample.sample.asOf);
  const options = { ...OPTIONS, mailboxTimeZones: {} };
  const more = before === null ? {} : { before };
  const { planHash } = await buildPlan({ snapshot, mapping, store: plans, issues: [], options, asOf, ...more });
  return { hash: planHash, content: contentOf(plans.newest()) };
}

it('plans again without converting what did not change, and comes to the same plan', { timeout: 120_000 }, async () => {
  await plan(project.needSnapshot(), null);
  const old = project.plans.newest();
  const before = old === null ? null : planBefore(project, old);
  if (before === null) throw new Error('no plan before');
  const uids = [...new Set(sample.planned.map(({ source }) => source.uid))];
  const [changed, gone] = [new Set(uids.slice(0, 3)), new Set(uids.slice(-2))];
  const texts = new Set<string>();
  editDump(sample.sample.path, ({ uid, text }) => {
    if (gone.has(uid)) return null;
    return changed.has(uid) ? text.replace(/^SUMMARY:.*$/m, 'SUMMARY:Another name') : text;
  });
  await takeSnapshot({ source: openDump(sample.sample.path), store: project.snapshots, clock: systemClock });
  const fresh = project.needSnapshot();
  for (const uid of changed) for (const { md5 } of fresh.copiesOf(uid)) texts.add(md5);
  const whole = await plan(fresh, null);
  const { snapshot, read } = counting(fresh);
  const quick = await plan(snapshot, before);
  expect(quick.hash).toBe(whole.hash);
  expect(quick.content).toEqual(whole.content);
  expect(read.size).toBeGreaterThan(0);
  expect([...read].filter((md5) => !texts.has(md5))).toEqual([]);
});

it('converts everything where the seal is another', { timeout: 120_000 }, async () => {
  const newest = project.plans.newest();
  const before = newest === null ? null : planBefore(project, newest);
  const { snapshot, read } = counting(project.needSnapshot());
  const mapping = project.mappings.current();
  if (before === null || mapping === null) throw new Error('no plan before');
  const options = { ...OPTIONS, meetings: 'silent' as const, mailboxTimeZones: {} };
  await buildPlan({ snapshot, mapping, store: project.plans, issues: [], options, asOf: new Date(sample.sample.asOf), before });
  expect(read.size).toBeGreaterThan(100);
});
