import type { SilentCopy } from '../../../ports/ExchangeTarget.ts';
import type { MeetingCopy } from '../../../ports/MeetingTarget.ts';
import type { Experiment } from '../Experiment.ts';
import { NOBODY, type Lab } from '../Lab.ts';
import { Refused } from '../Refused.ts';

const HOUR_MS = 3_600_000;

function later(time: string): string {
  return new Date(Date.parse(time) + HOUR_MS).toISOString().replace('.000Z', 'Z');
}

interface SilentPair {
  readonly id: string;
  readonly uid: string;
  readonly start: string;
  readonly end: string;
  readonly copy: MeetingCopy | null;
}

/** Both copies of a meeting, written without mail by one route. */
async function writePair(lab: Lab, route: SilentCopy['route']): Promise<SilentPair> {
  const { organizer, guest } = lab;
  const people = {
    organizer: { email: organizer, name: organizer },
    requiredAttendees: [{ email: guest, name: guest, response: 'Accept' }],
  } as const;
  const item = lab.item(people);
  const id = await lab.create(organizer, item, 'meeting', lab.silent(item));
  await lab.create(guest, { ...item, isOrganizer: false, myResponse: 'Accept' }, 'guest-copy', lab.silent(item, { route }));
  const [copy] = await lab.copies(item.uid);
  return { id, uid: item.uid, start: item.start, end: item.end, copy: copy ?? null };
}

/** By MIME where properties alone make no guest's copy. */
async function workingPair(lab: Lab): Promise<SilentPair | null> {
  for (const route of ['properties', 'mime'] as const) {
    try {
      const pair = await writePair(lab, route);
      if (pair.copy !== null && !pair.copy.isOrganizer) return pair;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
  return null;
}

const NO_COPY = { answer: 'not-tried', detail: 'no guest’s copy can be written without mail' } as const;

export const silentCopyFollows: Experiment = {
  id: 'silent-copy-follows',
  question: 'Does a guest’s copy that was written without mail follow when the organizer moves the meeting?',
  run: async (lab) => {
    const pair = await workingPair(lab);
    if (pair === null) return NO_COPY;
    const [start, end] = [later(pair.start), later(pair.end)];
    lab.value(await lab.special.moveItem(lab.organizer, pair.id, { start, end, zone: null }, lab.signal));
    await lab.send(pair.id, NOBODY);
    const isThere = (copy: MeetingCopy): boolean => Date.parse(copy.start) === Date.parse(start);
    const copies = await lab.until(
      () => lab.copies(pair.uid),
      (found) => found.some(isThere),
    );
    if (copies.length > 1) return { answer: 'no', detail: `the guest has ${String(copies.length)} copies now` };
    return copies.some(isThere) ? { answer: 'yes', detail: 'it moved' } : { answer: 'no', detail: 'it stayed where it was' };
  },
};

export const silentCopyAnswers: Experiment = {
  id: 'silent-copy-answers',
  question: 'Does an answer given to a copy that was written without mail reach the organizer’s tracking?',
  run: async (lab) => {
    const pair = await workingPair(lab);
    const copy = pair?.copy ?? null;
    if (pair === null || copy === null) return NO_COPY;
    await lab.respond(copy, 'Decline');
    const said = await lab.tracked(pair.id, 'Decline');
    return said === 'Decline'
      ? { answer: 'yes', detail: 'declined, and tracked so' }
      : { answer: 'no', detail: `the tracking says ${said}` };
  },
};
