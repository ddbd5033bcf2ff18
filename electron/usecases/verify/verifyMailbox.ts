import type { Difference } from '../../../shared/domain/verification.ts';
import { MOST_INSTANCES, type ExpectedInstance } from '../../../shared/convert/sourceInstances.ts';
import type { PlanRow } from '../../ports/PlanStore.ts';
import type { RequestFailure, TargetInstance } from '../../ports/ExchangeTarget.ts';
import { askTarget } from './askTarget.ts';
import { compareAnswers } from './compareAnswers.ts';
import { compareWithPlan } from './compareWithPlan.ts';
import { doubleBookings } from './doubleBookings.ts';
import { matchInstances } from './matchInstances.ts';
import { readInstances } from './readInstances.ts';
import type { MailboxVerdict, VerifyMailboxInput } from './verdict.ts';

const CALENDAR = 'Calendar';
/** All-day instances are dates on one side and instants on the other. */
const EDGE_MS = 2 * 86_400_000;

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
    // Not spread into a call: endless daily events alone make a hundred thousand.
    for (const instance of reply.instances) shown.push(instance);
  }
  return shown;
}

function unreadable(input: VerifyMailboxInput, failure: RequestFailure): MailboxVerdict {
  const { mailbox, rows, expected, answers } = input;
  const target = `${failure.responseCode}: ${failure.message}`;
  const differences = rows.map(({ key, subject }) => ({ mailbox, key, kind: 'missing', field: 'item', source: subject, target }) as const);
  const instancesSource = expected.filter(({ isDeclined }) => !isDeclined).length;
  const trackingSource = answers.filter(({ organizer }) => organizer === mailbox).length;
  const ownSource = answers.filter(({ guest, hasCopy }) => guest === mailbox && hasCopy).length;
  return {
    ...{ mailbox, differences, doubleBookings: [], instancesSource, instancesFound: 0 },
    ...{ answersSource: trackingSource + ownSource, answersFound: 0, trackingSource, trackingFound: 0, ownSource, ownFound: 0 },
  };
}

/** Objects with more instances than anybody looks at: nobody can say what is beyond them. */
function cutUids(expected: readonly ExpectedInstance[]): ReadonlySet<string> {
  if (expected.length < MOST_INSTANCES) return new Set();
  const counts = new Map<string, number>();
  for (const { uid } of expected) counts.set(uid, (counts.get(uid) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= MOST_INSTANCES).map(([uid]) => uid));
}

/** The item an instance was to come from: the one that begins with it, else the series; without a plan, the object's UID. */
function keyOf({ uid, start }: ExpectedInstance, rows: readonly PlanRow[]): string {
  return (rows.find((row) => Date.parse(row.start) === start) ?? rows[0])?.key ?? uid;
}

/**
 * source = target? Every instance the source shows, in the owner's mailbox, and none of what we wrote beyond them. Differences carry the
 * item key where the plan has one.
 */
function compareWithSource(
  { mailbox, rows, expected, window }: VerifyMailboxInput,
  shown: readonly TargetInstance[],
  uids: ReadonlyMap<string, string>,
): { readonly differences: readonly Difference[]; readonly counted: number; readonly found: number } {
  const byUid = Map.groupBy(
    rows.filter(({ kind }) => kind !== 'travel'),
    ({ uid }) => uid,
  );
  const uidOf = new Map(rows.map(({ key, uid }) => [key, uid]));
  const { counted, found, differences, unaccounted } = matchInstances(expected, shown, (uid) => uidOf.get(uids.get(uid) ?? '') ?? uid);
  const cut = cutUids(expected);
  // What touches the window's edges may be inside for one side and outside for the other.
  const isInside = ({ start, end }: TargetInstance): boolean =>
    Date.parse(start) > window.from + EDGE_MS && Date.parse(end) < window.to - EDGE_MS;
  const extra = unaccounted.flatMap((instance): readonly Difference[] => {
    const key = uids.get(instance.uid);
    if (key === undefined || cut.has(uidOf.get(key) ?? '') || !isInside(instance)) return [];
    const { start, end, subject, legacyFreeBusyStatus } = instance;
    return [
      { mailbox, key, kind: 'extra', field: 'instance', source: '', target: `${start}..${end} ${subject} (${legacyFreeBusyStatus})` },
    ];
  });
  return {
    differences: [
      ...differences.map(({ expected: instance, ...difference }) => ({
        mailbox,
        key: keyOf(instance, byUid.get(instance.uid) ?? []),
        ...difference,
      })),
      ...extra,
    ],
    counted,
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
  const source = compareWithSource(input, shown, plan.uids);
  const { differences, tracking, own } = await compareAnswers(input, { seen: plan.seen, shown, uids: plan.uids });
  return {
    mailbox: input.mailbox,
    differences: [...plan.differences, ...source.differences, ...differences],
    doubleBookings: input.isRoom ? doubleBookings(input.mailbox, shown) : [],
    instancesSource: source.counted,
    instancesFound: source.found,
    answersSource: tracking.source + own.source,
    answersFound: tracking.found + own.found,
    trackingSource: tracking.source,
    trackingFound: tracking.found,
    ownSource: own.source,
    ownFound: own.found,
  };
}
