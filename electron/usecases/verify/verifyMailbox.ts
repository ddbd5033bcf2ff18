import type { RequestFailure, TargetInstance } from '../../ports/ExchangeTarget.ts';
import { askTarget } from './askTarget.ts';
import { compareWithPlan } from './compareWithPlan.ts';
import { matchInstances } from './matchInstances.ts';
import { readInstances } from './readInstances.ts';
import type { Difference, MailboxVerdict, VerifyMailboxInput } from './verdict.ts';

const CALENDAR = 'Calendar';

/** The folders the plan wrote to; a folder that is not there holds nothing. */
async function folderIds({ target, asked, mailbox, rows, signal }: VerifyMailboxInput): Promise<readonly string[] | RequestFailure> {
  const calendar = await askTarget(asked, mailbox, () => target.openCalendar(mailbox), signal);
  if (!calendar.ok) return calendar.failure;
  const ids = [calendar.value.id];
  const names = new Set(rows.map(({ folder }) => folder).filter((folder) => folder !== CALENDAR));
  if (names.size === 0) return ids;
  const folders = await askTarget(asked, mailbox, () => target.calendarFolders(mailbox), signal);
  if (!folders.ok) return folders.failure;
  return [...ids, ...folders.value.filter(({ name }) => names.has(`${CALENDAR}/${name}`)).map(({ id }) => id)];
}

/** Everything the mailbox shows in the window. */
async function shownInstances(
  { target, asked, mailbox, window, signal }: VerifyMailboxInput,
  folders: readonly string[],
): Promise<readonly TargetInstance[] | RequestFailure> {
  const shown: TargetInstance[] = [];
  for (const folderId of folders) {
    const reply = await readInstances(target, asked, mailbox, folderId, window, signal);
    if ('failure' in reply) return reply.failure;
    shown.push(...reply.instances);
  }
  return shown;
}

function unreadable(input: VerifyMailboxInput, failure: RequestFailure): MailboxVerdict {
  const { mailbox, rows, expected } = input;
  const target = `${failure.responseCode}: ${failure.message}`;
  const differences = rows.map(({ key, subject }) => ({ mailbox, key, kind: 'missing', field: 'item', source: subject, target }) as const);
  return { mailbox, differences, instancesSource: expected.length, instancesFound: 0, answersSource: 0, answersFound: 0 };
}

/** source = target? Every instance the source shows, in the owner's mailbox. Differences carry the item key where the plan has one. */
function compareWithSource(
  { mailbox, rows, expected }: VerifyMailboxInput,
  shown: readonly TargetInstance[],
): { readonly differences: readonly Difference[]; readonly found: number } {
  const keys = new Map(rows.filter(({ kind }) => kind !== 'travel').map(({ uid, key }) => [uid, key]));
  const { found, differences } = matchInstances(expected, shown);
  return {
    differences: differences.map(({ expected: { uid }, ...difference }) => ({ mailbox, key: keys.get(uid) ?? uid, ...difference })),
    found,
  };
}

/** Reads one mailbox back and answers both questions apart. */
export async function verifyMailbox(input: VerifyMailboxInput): Promise<MailboxVerdict> {
  const folders = await folderIds(input);
  if ('responseCode' in folders) return unreadable(input, folders);
  const shown = await shownInstances(input, folders);
  if ('responseCode' in shown) return unreadable(input, shown);
  const plan = await compareWithPlan(input, folders, shown);
  if ('responseCode' in plan) return unreadable(input, plan);
  const source = compareWithSource(input, shown);
  return {
    mailbox: input.mailbox,
    differences: [...plan.differences, ...source.differences],
    instancesSource: input.expected.length,
    instancesFound: source.found,
    answersSource: plan.answers.source,
    answersFound: plan.answers.found,
  };
}
