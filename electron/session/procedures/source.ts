import { statSync } from 'node:fs';
import { NOTE_CATALOGUE } from '../../../shared/domain/noteCatalogue.ts';
import { sourceSteps } from '../../compose/sourceSteps.ts';
import { ChecklistMaker, lastChecklist } from '../Checklist.ts';
import type { HandlersOf, HostContext } from '../HostContext.ts';
import type { RunningJob } from '../Jobs.ts';
import { pageOf } from '../page.ts';
import type { Session } from '../Session.ts';

/** Damaged rows shown at most; the report has all. */
const MOST_NOTES = 5000;

function expectedSteps(session: Session): readonly string[] {
  const { kind, attachments } = session.settings.step('source');
  const own = kind === 'dump' ? ['file', 'content'] : ['resolve', 'connect', 'tls', 'login', 'database', 'schema', 'sample'];
  return attachments === '' ? own : [...own, 'attachments'];
}

async function test(session: Session, job: RunningJob): Promise<void> {
  const loaded = session.loaded(['source']);
  const list = new ChecklistMaker(session, 'source', expectedSteps(session));
  const onRead = ({ bytesRead, totalBytes }: { bytesRead: number; totalBytes: number | null }): void =>
    job.progress({ phase: 'reading', done: bytesRead, total: totalBytes, unit: 'bytes' });
  try {
    for await (const step of sourceSteps(loaded, { signal: job.signal, onRead }, false)) list.add(step);
  } finally {
    list.finish();
  }
}

interface Counted {
  calendars: number;
  events: number;
  others: number;
}

/** Calendars and objects by home owner, most events first. */
function countByPerson(session: Session): readonly {
  readonly owner: string;
  readonly name: string;
  readonly calendars: number;
  readonly events: number;
  readonly others: number;
}[] {
  const snapshot = session.project.needSnapshot();
  const people = new Map<string, Counted>();
  for (const { ownerUid, status } of snapshot.homes()) if (status === 0) people.set(ownerUid, { calendars: 0, events: 0, others: 0 });
  for (const { ownerUid, isInbox, isTrash } of snapshot.calendars()) {
    const counted = people.get(ownerUid);
    if (counted !== undefined && !isInbox && !isTrash) counted.calendars += 1;
  }
  for (const { ownerUid, componentType, events } of session.project.objectCounts.byOwner(snapshot.info().snapshotId)) {
    const counted = people.get(ownerUid);
    if (counted === undefined) continue;
    if (componentType === 'VEVENT') counted.events += events;
    else counted.others += events;
  }
  const names = session.people();
  return [...people]
    .map(([owner, counted]) => ({ owner, name: names.ofOwner(owner).name, ...counted }))
    .sort((one, other) => other.events - one.events || (one.name < other.name ? -1 : 1));
}

function* firstNotes(session: Session): Generator<{ where: string; code: string; sentence: string; was: string; became: string }> {
  const catalogue: Readonly<Record<string, { readonly sentence: string }>> = NOTE_CATALOGUE;
  let count = 0;
  for (const { where, note } of session.project.needSnapshot().readingNotes()) {
    if (count >= MOST_NOTES) return;
    count += 1;
    yield { where, code: note.code, sentence: catalogue[note.code]?.sentence ?? note.code, was: note.was, became: note.became };
  }
}

function attachments(session: Session): ReturnType<HandlersOf<'source'>['source.attachments']> {
  const path = session.settings.step('source').attachments;
  const isReadable = path !== '' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  let [expected, expectedBytes] = [0, 0];
  for (const { sizeBytes } of session.project.snapshots.newest()?.attachments() ?? []) {
    expected += 1;
    expectedBytes += sizeBytes;
  }
  return { isReadable, expected, expectedBytes, problems: path !== '' && !isReadable ? [`${path} is no folder that can be read.`] : [] };
}

/** Where the calendars are, and taking the snapshot. */
export function sourceProcedures(context: HostContext): HandlersOf<'source'> {
  return {
    'source.test': () => {
      const session = context.session();
      session.jobs.start('source-test', 'steps', (job) => test(session, job));
      return {};
    },
    'source.checklist': () => lastChecklist(context.session(), 'source'),
    'source.takeSnapshot': () => {
      const session = context.session();
      session.loaded(['source']);
      session.jobs.start('snapshot', 'bytes', async (job) => {
        await session.work('snapshot', ['source'], job);
      });
      return {};
    },
    'source.people': ({ text, offset, limit }) => {
      const wanted = text.toLowerCase();
      const people = countByPerson(context.session()).filter(({ name }) => name.toLowerCase().includes(wanted));
      return pageOf(people, { offset, limit });
    },
    'source.notes': (page) => pageOf([...firstNotes(context.session())], page),
    'source.attachments': () => attachments(context.session()),
  };
}
