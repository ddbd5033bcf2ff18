import { addressKey, parseAddressKey, parseCalendarUserAddress, usableEmail } from '../domain/address.ts';
import type { HarvestedAddress } from './harvestedAddress.ts';
import type { PersonLine } from './scanPeople.ts';

/** Different names one address may be known by; an `invalid:nomail` shared by thousands must not keep them all. */
const MOST_VALUES = 20;

interface Gathered {
  readonly cns: Map<string, number>;
  readonly emails: Map<string, number>;
  readonly cutypes: Map<string, number>;
  readonly memberUids: Set<string>;
  events: number;
  lastUid: string | null;
  ownsHome: boolean;
  organizes: boolean;
}

function count(values: Map<string, number>, value: string): void {
  if (value === '' || (values.size >= MOST_VALUES && !values.has(value))) return;
  values.set(value, (values.get(value) ?? 0) + 1);
}

function mostFrequent(values: ReadonlyMap<string, number>): string[] {
  return [...values].sort(([one, often], [other, seldom]) => seldom - often || (one < other ? -1 : 1)).map(([value]) => value);
}

/** Gathers who is named where. Memory grows with the number of people, not of events. */
export class Harvest {
  readonly #byKey = new Map<string, Gathered>();

  #at(key: string): Gathered {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const gathered: Gathered = {
      cns: new Map(),
      emails: new Map(),
      cutypes: new Map(),
      memberUids: new Set(),
      events: 0,
      lastUid: null,
      ownsHome: false,
      organizes: false,
    };
    this.#byKey.set(key, gathered);
    return gathered;
  }

  /** All copies of one UID come together, so one remembered UID is enough to count each event once. */
  #countEvent(gathered: Gathered, uid: string): void {
    if (gathered.lastUid === uid) return;
    gathered.lastUid = uid;
    gathered.events += 1;
  }

  addHome(ownerUid: string): void {
    this.#at(`uid:${ownerUid}`).ownsHome = true;
  }

  /** Someone who is shared with, acts for somebody, or is a member: named, without an event. */
  addPrincipal(uid: string): void {
    this.#at(`uid:${uid}`);
  }

  addGroup(groupUid: string, name: string, memberUids: readonly string[]): void {
    const group = this.#at(`uid:${groupUid}`);
    count(group.cns, name);
    count(group.cutypes, 'GROUP');
    for (const uid of memberUids) {
      group.memberUids.add(uid);
      this.addPrincipal(uid);
    }
  }

  addOwnEvent(ownerUid: string, uid: string): void {
    this.#countEvent(this.#at(`uid:${ownerUid}`), uid);
  }

  addPerson(line: PersonLine, uid: string): void {
    const address = parseCalendarUserAddress(line.value);
    const gathered = this.#at(addressKey(address));
    this.#countEvent(gathered, uid);
    count(gathered.cns, line.cn);
    count(gathered.emails, usableEmail(line.email) ?? '');
    count(gathered.cutypes, line.cutype);
    if (line.isOrganizer) gathered.organizes = true;
    if (address.kind !== 'principal') return;
    for (const group of line.memberOf) {
      const groupAddress = parseCalendarUserAddress(group);
      if (groupAddress.kind === 'principal') this.#at(addressKey(groupAddress)).memberUids.add(address.uid);
    }
  }

  /** Everybody found, in the order of their keys. */
  addresses(): HarvestedAddress[] {
    return [...this.#byKey]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, { cns, emails, cutypes, memberUids, events, ownsHome, organizes }]) => ({
        key,
        address: parseAddressKey(key),
        cns: mostFrequent(cns),
        emails: mostFrequent(emails),
        cutypes: mostFrequent(cutypes),
        events,
        ownsHome,
        organizes,
        memberUids: [...memberUids].sort(),
      }));
  }
}
