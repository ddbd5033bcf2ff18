import { expect } from 'vitest';
import { ask, codes, itemIds, texts, type RawAnswer } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';

export const ORG = 'org@example.test';
/** A simulator with an organizer and somebody to invite. */
export const WORLD = { mailboxes: [ORG, 'anna@example.test'], startTime: '2026-11-20T08:00:00Z' } as const;
export const AT_NINE = make.times('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z');
export const BERLIN = make.zones('W. Europe Standard Time');

export interface Organizer {
  readonly call: (body: string, mailbox?: string, zone?: string) => Promise<RawAnswer>;
  /** The id of a new item. */
  readonly create: (item: string, zone?: string) => Promise<string>;
  /** These fields of an item, by the last part of their names. */
  readonly show: (id: string, uris: readonly string[], reference?: string) => Promise<Readonly<Record<string, string>>>;
}

/** What the organizer asks of the simulator there. */
export function asOrganizer(url: () => string): Organizer {
  const call: Organizer['call'] = (body, mailbox = ORG, zone) => ask(url(), body, { mailbox, ...(zone === undefined ? {} : { zone }) });
  return {
    call,
    create: async (item, zone) => {
      const answer = await call(make.createItems([item]), ORG, zone);
      expect(codes(answer)).toEqual(['NoError']);
      return itemIds(answer)[0] ?? '';
    },
    show: async (id, uris, reference = make.itemId(id)) => {
      const answer = await call(make.getItems([reference], make.fields(...uris)));
      expect(codes(answer)).toEqual(['NoError']);
      return Object.fromEntries(
        uris.map((uri) => [uri.slice(uri.indexOf(':') + 1), texts(answer, uri.slice(uri.indexOf(':') + 1))[0] ?? '']),
      );
    },
  };
}
