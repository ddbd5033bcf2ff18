import { setImmediate as nextTurn } from 'node:timers/promises';
import { Harvest } from '../../shared/directory/harvest.ts';
import type { HarvestedAddress } from '../../shared/directory/harvestedAddress.ts';
import { scanPeople } from '../../shared/directory/scanPeople.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { SourceObject } from '../../shared/domain/source.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';

/** HOME_STATUS normal. Others (external, purging, migrating, disabled) hold nothing that is planned. */
const ACTIVE_HOME = 0;

interface HarvestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (objects: number) => void;
}

const PROGRESS_EVERY = 5000;
/** Objects between two looks at the signal: reading all texts takes minutes, and Ctrl-C must not wait for them. */
const TURN = 500;

/** Copies of one meeting often have one text (rooms, guests who never answered): each distinct one is read once. */
function addCopies(harvest: Harvest, snapshot: SnapshotReader, copies: readonly SourceObject[]): void {
  const seen = new Set<string>();
  for (const { ownerUid, uid, md5, outOfCalendar } of copies) {
    if (outOfCalendar !== null) continue;
    harvest.addOwnEvent(ownerUid, uid);
    if (seen.has(md5)) continue;
    seen.add(md5);
    for (const line of scanPeople(snapshot.text(md5))) harvest.addPerson(line, uid);
  }
}

/** Whether a multiple lies between two counts. */
function passes(before: number, after: number, multiple: number): boolean {
  return Math.floor(after / multiple) > Math.floor(before / multiple);
}

/** The UIDs a live directory is asked for: everybody named, and the members of groups. */
export function uidsOf(harvested: readonly HarvestedAddress[]): string[] {
  const uids = harvested.flatMap(({ address, memberUids }) => [...(address.kind === 'principal' ? [address.uid] : []), ...memberUids]);
  return [...new Set(uids)].sort();
}

/**
 * Everybody the snapshot names: home owners, organizers, guests, groups and their members, delegates, people shared with. Reads every text
 * once, in the order of UIDs; memory grows with the number of people only. Objects that are never planned name nobody.
 */
export async function harvestAddresses(snapshot: SnapshotReader, options: HarvestOptions = {}): Promise<HarvestedAddress[]> {
  const harvest = new Harvest();
  for (const { ownerUid, status } of snapshot.homes()) if (status === ACTIVE_HOME) harvest.addHome(ownerUid);
  for (const { groupUid, name, memberUids } of snapshot.groups()) harvest.addGroup(groupUid, name, memberUids);
  for (const { delegatorUid, delegateUid } of snapshot.delegates()) {
    harvest.addPrincipal(delegatorUid);
    harvest.addPrincipal(delegateUid);
  }
  for (const { shareeUid } of snapshot.shares()) harvest.addPrincipal(shareeUid);

  let objects = 0;
  for (const copies of snapshot.objectsByUid()) {
    if (options.signal?.aborted === true) throw new Failure('INTERRUPTED');
    addCopies(harvest, snapshot, copies);
    const before = objects;
    objects += copies.length;
    if (passes(before, objects, PROGRESS_EVERY)) options.onProgress?.(objects);
    if (passes(before, objects, TURN)) await nextTurn();
  }
  return harvest.addresses();
}
