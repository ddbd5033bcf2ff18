import { compareItems } from '../../../shared/run/compareItems.ts';
import type { ExpectedInstance } from '../../../shared/convert/sourceInstances.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { ExchangeTarget, ReadItem, RequestFailure } from '../../ports/ExchangeTarget.ts';
import type { PlanRow } from '../../ports/PlanStore.ts';
import { askTarget } from './askTarget.ts';
import { matchInstances } from './matchInstances.ts';
import { readInstances, type InstanceWindow } from './readInstances.ts';
import { readMarked } from './readMarked.ts';

/** One difference, as `verify` prints it. */
export interface Difference {
  readonly mailbox: string;
  readonly key: string;
  readonly kind: 'missing' | 'extra' | 'different';
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

export interface MailboxVerdict {
  readonly mailbox: string;
  readonly differences: readonly Difference[];
  readonly instancesSource: number;
  readonly instancesFound: number;
  readonly answersSource: number;
  readonly answersFound: number;
}

export interface VerifyMailboxInput {
  readonly target: ExchangeTarget;
  readonly mailbox: string;
  readonly rows: readonly PlanRow[];
  readonly item: (row: PlanRow) => PlannedItem;
  readonly expected: readonly ExpectedInstance[];
  readonly window: InstanceWindow;
  readonly signal?: AbortSignal;
}

const CALENDAR = 'Calendar';
const ANSWERS = new Set(['Accept', 'Tentative', 'Decline']);

/** The folders the plan wrote to; a folder that is not there holds nothing. */
async function folderIds({ target, mailbox, rows, signal }: VerifyMailboxInput): Promise<readonly string[] | RequestFailure> {
  const calendar = await askTarget(target.label, () => target.openCalendar(mailbox), signal);
  if (!calendar.ok) return calendar.failure;
  const ids = [calendar.value.id];
  const names = new Set(rows.map(({ folder }) => folder).filter((folder) => folder !== CALENDAR));
  for (const name of names) {
    const folder = await askTarget(target.label, () => target.findFolder(mailbox, name.slice(CALENDAR.length + 1)), signal);
    if (!folder.ok) return folder.failure;
    if (folder.value.folder !== null) ids.push(folder.value.folder.id);
  }
  return ids;
}

/** Answers the organizer's copy should show, and how many it does. */
function countAnswers({ item, kind }: PlannedItem, found: ReadItem | null): { readonly source: number; readonly found: number } {
  if (kind === 'guest-copy') {
    const isAnswered = ANSWERS.has(item.myResponse);
    return { source: Number(isAnswered), found: Number(isAnswered && found?.item.myResponse === item.myResponse) };
  }
  const people = (value: PlannedItem['item']): PlannedItem['item']['requiredAttendees'] => [
    ...value.requiredAttendees,
    ...value.optionalAttendees,
    ...value.resources,
  ];
  const answered = people(item).filter(({ response }) => ANSWERS.has(response));
  const tracking = new Map(found === null ? [] : people(found.item).map(({ email, response }) => [email.toLowerCase(), response]));
  return { source: answered.length, found: answered.filter(({ email, response }) => tracking.get(email) === response).length };
}

function unreadable(input: VerifyMailboxInput, failure: RequestFailure): MailboxVerdict {
  const { mailbox, rows, expected } = input;
  const target = `${failure.responseCode}: ${failure.message}`;
  const differences = rows.map(({ key, subject }) => ({ mailbox, key, kind: 'missing', field: 'item', source: subject, target }) as const);
  return { mailbox, differences, instancesSource: expected.length, instancesFound: 0, answersSource: 0, answersFound: 0 };
}

/** plan = target? Every planned item there once, with the content it was planned with, and nothing else that carries our mark. */
async function compareWithPlan(
  input: VerifyMailboxInput,
  folders: readonly string[],
): Promise<
  { readonly differences: readonly Difference[]; readonly answersSource: number; readonly answersFound: number } | RequestFailure
> {
  const { target, mailbox, rows, signal } = input;
  const open = new Map(rows.filter(({ deliveredBy }) => deliveredBy === 'create').map((row) => [row.key, row]));
  const differences: Difference[] = [];
  let answersSource = 0;
  let answersFound = 0;
  const marked = readMarked(target, mailbox, folders, signal);
  for (let next = await marked.next(); ; next = await marked.next()) {
    if (next.done === true) {
      if (next.value !== null) return next.value;
      break;
    }
    const { listed, read } = next.value;
    const { key } = listed.marker;
    const row = open.get(key);
    if (row === undefined || read === null) {
      const field = row === undefined ? 'item' : 'content';
      differences.push({ mailbox, key, kind: 'extra', field, source: '', target: read?.item.subject ?? listed.id });
      continue;
    }
    open.delete(key);
    const planned = input.item(row);
    for (const difference of compareItems(planned.item, read.item, planned.kind))
      differences.push({ mailbox, key, kind: 'different', ...difference });
    const answers = countAnswers(planned, read);
    answersSource += answers.source;
    answersFound += answers.found;
  }
  for (const row of open.values()) {
    differences.push({ mailbox, key: row.key, kind: 'missing', field: 'item', source: `${row.start} ${row.subject}`, target: '' });
    answersSource += countAnswers(input.item(row), null).source;
  }
  return { differences, answersSource, answersFound };
}

/** source = target? Every instance the source shows, in the owner's mailbox. Differences carry the item key where the plan has one. */
async function compareWithSource(
  input: VerifyMailboxInput,
  folders: readonly string[],
): Promise<{ readonly differences: readonly Difference[]; readonly found: number } | RequestFailure> {
  const { target, mailbox, rows, expected, window, signal } = input;
  const shown = [];
  for (const folderId of folders) {
    const reply = await readInstances(target, mailbox, folderId, window, signal);
    if ('failure' in reply) return reply.failure;
    shown.push(...reply.instances);
  }
  const keys = new Map(rows.filter(({ kind }) => kind !== 'travel').map(({ uid, key }) => [uid, key]));
  const matched = matchInstances(expected, shown);
  const differences = matched.differences.map(({ expected: { uid }, kind, field, source, target: found }) => ({
    mailbox,
    key: keys.get(uid) ?? uid,
    kind,
    field,
    source,
    target: found,
  }));
  return { differences, found: matched.found };
}

/** Reads one mailbox back and answers both questions apart. */
export async function verifyMailbox(input: VerifyMailboxInput): Promise<MailboxVerdict> {
  const folders = await folderIds(input);
  if ('responseCode' in folders) return unreadable(input, folders);
  const plan = await compareWithPlan(input, folders);
  if ('responseCode' in plan) return unreadable(input, plan);
  const source = await compareWithSource(input, folders);
  if ('responseCode' in source) return unreadable(input, source);
  return {
    mailbox: input.mailbox,
    differences: [...plan.differences, ...source.differences],
    instancesSource: input.expected.length,
    instancesFound: source.found,
    answersSource: plan.answersSource,
    answersFound: plan.answersFound,
  };
}
