import { globalObjectId } from '../../../shared/convert/derivedUid.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { ReadItem, RequestFailure } from '../../ports/ExchangeTarget.ts';
import type { MeetingCopy } from '../../ports/MeetingTarget.ts';
import type { PlanRow } from '../../ports/PlanStore.ts';
import { askTarget } from './askTarget.ts';
import { readWhole } from './readMarked.ts';
import type { VerifyMailboxInput } from './verdict.ts';

/** A restriction of that many comparisons is still cheap for the server. */
const AT_ONCE = 25;

type Asking = Pick<VerifyMailboxInput, 'meetings' | 'asked' | 'signal'>;

/** A mailbox's copies of these meetings, by GlobalObjectId, whether they carry our mark or not. */
export async function findDelivered(
  { meetings, asked, signal }: Asking,
  mailbox: string,
  globalObjectIds: readonly string[],
): Promise<readonly MeetingCopy[] | RequestFailure> {
  const copies: MeetingCopy[] = [];
  const ids = [...new Set(globalObjectIds)];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const reply = await askTarget(asked, mailbox, () => meetings.findCopies(mailbox, some), signal);
    if (!reply.ok) return reply.failure;
    copies.push(...reply.value.filter(({ isOrganizer }) => !isOrganizer));
  }
  return copies;
}

/** Copies Exchange has delivered and nobody has put our mark on yet; of several single occurrences the one that stands there. */
export async function readDelivered(
  input: VerifyMailboxInput,
  rows: readonly (readonly [PlanRow, PlannedItem])[],
): Promise<ReadonlyMap<string, ReadItem> | RequestFailure> {
  if (rows.length === 0) return new Map();
  const { target, asked, mailbox, signal } = input;
  const idOf = new Map(rows.map(([{ key }, { item }]) => [key, globalObjectId(item.uid)]));
  const copies = await findDelivered(input, mailbox, [...idOf.values()]);
  if ('responseCode' in copies) return copies;
  const found = rows.flatMap(([{ key }, { item, part }]) => {
    const own = copies.filter((copy) => copy.globalObjectId === idOf.get(key));
    const stands = (copy: MeetingCopy): boolean => Date.parse(copy.start) === Date.parse(item.start);
    const copy = part.startsWith('orphan:') ? own.find(stands) : own[0];
    return copy === undefined ? [] : [[key, copy.id] as const];
  });
  const whole = await readWhole(
    target,
    asked,
    mailbox,
    found.map(([, id]) => id),
    signal,
  );
  if (!whole.ok) return whole.failure;
  return new Map(
    found.flatMap(([key], index) => {
      const read = whole.items[index];
      return read === null || read === undefined ? [] : [[key, read] as const];
    }),
  );
}
