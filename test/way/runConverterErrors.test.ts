import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CreateRequest, ExchangeTarget, ItemAnswer, TargetItemId } from '../../electron/ports/ExchangeTarget.ts';
import type { EwsCalendarItem } from '../../shared/ews/item.ts';
import type { PlannedLine } from '../resume/support/census.ts';
import { openExchange } from '../resume/support/inProcessExchange.ts';
import { runProject, verifyOne, type RunParts } from '../resume/support/runProject.ts';
import { ACCOUNT, prepareSample, type SampleProject } from '../resume/support/sampleProject.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';

/** What a wrong converter would make of one item: another item, none, or a series without some of its occurrences. */
interface PlantedError {
  readonly name: string;
  readonly on: (line: PlannedLine) => boolean;
  readonly item?: (item: EwsCalendarItem) => EwsCalendarItem | null;
  readonly loses?: 'deletions' | 'changes';
  /** The fields `verify` must name for this item. */
  readonly fields: readonly string[];
  /** Whether the comparison with the source alone would have found it, had the plan been as wrong. */
  readonly inSource: 'missing' | 'extra' | 'nothing';
}

const DAY_MS = 86_400_000;

function shifted(time: string, days: number): string {
  const moved = new Date(Date.parse(time) + days * DAY_MS).toISOString();
  return time.length === 10 ? moved.slice(0, 10) : moved;
}

const by =
  (days: number) =>
  (item: EwsCalendarItem): EwsCalendarItem => ({ ...item, start: shifted(item.start, days), end: shifted(item.end, days) });

function oneLess(item: EwsCalendarItem): EwsCalendarItem {
  if (item.recurrence?.range.type !== 'Numbered') return item;
  const range = { ...item.recurrence.range, numberOfOccurrences: item.recurrence.range.numberOfOccurrences - 1 };
  return { ...item, recurrence: { ...item.recurrence, range } };
}

const isPlain = ({ kind, recurrence }: PlannedLine): boolean => kind === 'appointment' && recurrence === null;

const ERRORS: readonly PlantedError[] = [
  {
    name: 'the wrong zone',
    on: ({ kind, recurrence, startTimeZone }) =>
      kind === 'appointment' &&
      recurrence?.range.type === 'NoEnd' &&
      recurrence.pattern.type === 'Weekly' &&
      startTimeZone === 'W. Europe Standard Time',
    item: (item) => ({ ...item, startTimeZone: 'UTC', endTimeZone: 'UTC' }),
    fields: ['startTimeZone', 'endTimeZone'],
    inSource: 'missing',
  },
  {
    name: 'the 31st made the 30th',
    on: ({ kind, part, start, isAllDayEvent }) =>
      kind === 'appointment' && part.startsWith('single:') && start.slice(8, 10) === '31' && !isAllDayEvent,
    item: by(-1),
    fields: ['start', 'end'],
    inSource: 'missing',
  },
  {
    name: 'a deleted date forgotten',
    on: ({ kind, deletedOccurrences }) => kind === 'appointment' && deletedOccurrences.length > 0,
    loses: 'deletions',
    fields: ['deletedOccurrences'],
    inSource: 'extra',
  },
  {
    name: 'free and busy swapped',
    on: (line) => isPlain(line) && line.legacyFreeBusyStatus === 'Free' && !line.isAllDayEvent,
    item: (item) => ({ ...item, legacyFreeBusyStatus: 'Busy' }),
    fields: ['legacyFreeBusyStatus'],
    inSource: 'missing',
  },
  {
    name: 'a changed date dropped',
    on: ({ kind, modifiedOccurrences }) => kind === 'appointment' && modifiedOccurrences.length > 0,
    loses: 'changes',
    fields: ['modifiedOccurrences'],
    inSource: 'missing',
  },
  {
    name: 'a subject cut',
    on: (line) => isPlain(line) && line.subject.length > 5,
    item: (item) => ({ ...item, subject: item.subject.slice(0, -1) }),
    fields: ['subject'],
    inSource: 'missing',
  },
  {
    name: 'an all-day event shifted by a day',
    on: (line) => isPlain(line) && line.isAllDayEvent,
    item: by(1),
    fields: ['start', 'end'],
    inSource: 'missing',
  },
  {
    name: 'one occurrence too few',
    on: ({ kind, recurrence, modifiedOccurrences }) =>
      kind === 'appointment' && recurrence?.range.type === 'Numbered' && modifiedOccurrences.length === 0,
    item: oneLess,
    fields: ['recurrence'],
    inSource: 'missing',
  },
  { name: 'the travel time left out', on: ({ kind }) => kind === 'travel', item: () => null, fields: ['item'], inSource: 'nothing' },
  {
    name: 'an attendee dropped',
    on: ({ kind, requiredAttendees }) => kind === 'meeting' && requiredAttendees.length > 1,
    item: (item) => ({ ...item, requiredAttendees: item.requiredAttendees.slice(1) }),
    fields: ['requiredAttendees'],
    inSource: 'nothing',
  },
];

const DONE: ItemAnswer<null> = { outcome: 'done', value: null };

/** A target that writes one item as a wrong converter would have made it. */
function plant(real: ExchangeTarget, key: string, error: PlantedError): ExchangeTarget {
  const change = (request: CreateRequest): CreateRequest | null => {
    const item = request.marker.key === key ? (error.item ?? ((same) => same))(request.item) : request.item;
    return item === null ? null : { ...request, item };
  };
  let masterId = '';
  const drops = (what: PlantedError['loses'], master: string): boolean => error.loses === what && master === masterId;
  const target: ExchangeTarget = Object.create(real) as ExchangeTarget;
  return Object.assign(target, {
    createItems: async (...[mailbox, folder, requests]: Parameters<ExchangeTarget['createItems']>) => {
      const changed = requests.map(change);
      const reply = await real.createItems(
        mailbox,
        folder,
        changed.filter((request) => request !== null),
      );
      if (!reply.ok) return reply;
      const answers = [...reply.answers];
      const whole = changed.map((request): ItemAnswer<TargetItemId> =>
        request === null ? { outcome: 'done', value: { id: 'none', changeKey: '' } } : answers.shift()!,
      );
      const mine = whole[requests.findIndex(({ marker }) => marker.key === key)];
      if (mine?.outcome === 'done') masterId = mine.value.id;
      return { ok: true, answers: whole };
    },
    deleteOccurrences: (...[mailbox, refs]: Parameters<ExchangeTarget['deleteOccurrences']>) =>
      without(
        refs,
        (ref) => drops('deletions', ref.masterId),
        (rest) => real.deleteOccurrences(mailbox, rest),
      ),
    updateOccurrences: (...[mailbox, updates]: Parameters<ExchangeTarget['updateOccurrences']>) =>
      without(
        updates,
        (update) => drops('changes', update.masterId),
        (rest) => real.updateOccurrences(mailbox, rest),
      ),
  } satisfies Partial<ExchangeTarget>);
}

/** Asks for the rest only, and says that all was done. */
async function without<T>(
  all: readonly T[],
  isDropped: (one: T) => boolean,
  ask: (rest: readonly T[]) => ReturnType<ExchangeTarget['deleteOccurrences']>,
): ReturnType<ExchangeTarget['deleteOccurrences']> {
  const rest = all.filter((one) => !isDropped(one));
  if (rest.length === all.length) return ask(rest);
  const reply = rest.length === 0 ? ({ ok: true, answers: [] } as const) : await ask(rest);
  return reply.ok ? { ok: true, answers: all.map(() => DONE) } : reply;
}

let godwit: Godwit;
let project: SampleProject;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareSample(godwit);
});
afterAll(() => godwit.remove());

it.each(ERRORS)('verify names $name', async (error) => {
  const victim = project.planned.find(error.on);
  if (victim === undefined) throw new Error('the sample has no such item');
  const { key, mailbox } = victim;
  const projectPath = join(godwit.folder, 'planted.godwit');
  copyFileSync(project.projectPath, projectPath);
  const exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
  try {
    const between = ({ target }: RunParts) => ({ target: plant(target, key, error) });
    await runProject({ projectPath, url: exchange.url, mailboxes: [mailbox], between });
    const verdict = await verifyOne(projectPath, exchange.url, mailbox);
    const about = verdict.differences.filter((difference) => difference.key === key);
    expect(about.map(({ field }) => field)).toEqual(expect.arrayContaining([...error.fields]));
    expect(verdict.differences.filter((difference) => difference.key !== key)).toEqual([]);
    const fromSource = verdict.differences.filter(({ kind, field }) => kind === 'extra' || field === 'instance');
    const isMissing = verdict.instancesFound < verdict.instancesSource;
    expect({ isMissing, isExtra: fromSource.some(({ kind }) => kind === 'extra') }).toMatchObject(
      { missing: { isMissing: true }, extra: { isMissing: false, isExtra: true }, nothing: { isMissing: false, isExtra: false } }[
        error.inSource
      ],
    );
  } finally {
    await exchange.stop();
  }
});
