import { expect } from 'vitest';
import { ask, codes, itemIds, type RawAnswer } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';
import type { ItemState } from '../simulator/state/describeState.ts';

export const ORG = 'org@example.test';
export const ANNA = 'anna@example.test';
export const BOB = 'bob@example.test';
export const ROOM = 'room@example.test';
export const FAR = 'far@partner.test';
export const AT_NINE = make.times('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z');
export const MAILBOXES = [ORG, ANNA, BOB, { address: ROOM, kind: 'room' as const }];
/** A simulator with people to invite: here, in a group, in a room, and far away. */
export const MEETING_WORLD = {
  mailboxes: MAILBOXES,
  groups: [{ address: 'team@example.test', members: [ANNA, BOB, FAR, 'team@example.test'] }],
  startTime: '2026-11-20T08:00:00Z',
};
/** How mail goes, unless a test says otherwise. */
export const USUAL_MESSAGING = {
  mailboxes: MAILBOXES,
  messaging: { deliveryMs: 0, attendantMs: 0, exceptionsTravel: true, namedPropertiesTravel: false },
};

let count = 0;
/** A meeting of its own for each test, so that tests do not meet each other's. */
export const newUid = (): string => `meeting-${++count}`;

function meeting(uid: string, guests: readonly string[], more = ''): string {
  return `<t:Subject>${uid}</t:Subject>${make.namedProperty('key', uid)}<t:UID>${uid}</t:UID>${AT_NINE}${make.attendees('RequiredAttendees', guests)}${more}`;
}

/** An answer to an invitation or to the entry it became. */
export function respond(id: string, response: string, disposition = 'SendOnly'): string {
  return `<m:CreateItem MessageDisposition="${disposition}"><m:Items><t:${response}><t:ReferenceItemId Id="${id}"/></t:${response}></m:Items></m:CreateItem>`;
}

export interface People {
  readonly call: (body: string, mailbox?: string) => Promise<RawAnswer>;
  /** The id of a new meeting of the organizer's. */
  readonly invite: (uid: string, guests: readonly string[], more?: string, send?: string) => Promise<string>;
  readonly inFolder: (mailbox: string, folder: string, uid: string) => Promise<readonly ItemState[]>;
  readonly copyOf: (mailbox: string, uid: string) => Promise<ItemState | undefined>;
  /** What came into the inbox about a meeting, in short. */
  readonly mails: (mailbox: string, uid: string) => Promise<readonly string[]>;
  /** Who answered what, as the organizer sees it. */
  readonly tracking: (uid: string) => Promise<readonly string[]>;
}

/** What people do with their meetings in the simulator there. */
export function asPeople(simulator: () => SimulatorHandle): People {
  const call: People['call'] = (body, mailbox = ORG) => ask(simulator().url, body, { mailbox });
  const inFolder: People['inFolder'] = async (mailbox, folder, uid) => {
    const [state] = await simulator().state(mailbox);
    return state?.folders.find((one) => one.distinguished === folder)?.items.filter((item) => item.uid === uid) ?? [];
  };
  const copyOf: People['copyOf'] = async (mailbox, uid) => (await inFolder(mailbox, 'calendar', uid))[0];
  return {
    call,
    inFolder,
    copyOf,
    invite: async (uid, guests, more = '', send = 'SendToAllAndSaveCopy') => {
      const answer = await call(make.createItems([meeting(uid, guests, more)], { send }));
      expect(codes(answer)).toEqual(['NoError']);
      return itemIds(answer)[0] ?? '';
    },
    mails: async (mailbox, uid) =>
      (await inFolder(mailbox, 'inbox', uid)).map((item) => item.itemClass.replace('IPM.Schedule.Meeting.', '')),
    tracking: async (uid) => ((await copyOf(ORG, uid))?.content.required ?? []).map((one) => `${one.address} ${one.response}`),
  };
}
