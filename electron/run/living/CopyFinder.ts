import { setTimeout as timeout } from 'node:timers/promises';
import type { Answer } from '../../ports/ExchangeTarget.ts';
import type { MeetingCopy, MeetingTarget } from '../../ports/MeetingTarget.ts';
import type { Connections } from '../Connections.ts';

/** Long enough for meetings that wait for the same mailbox to ask together. */
const GATHER_MS = 20;
/** A restriction of that many comparisons is still cheap for the server. */
const MEETINGS_AT_ONCE = 25;

type Found = Answer<readonly MeetingCopy[]>;

interface Question {
  readonly globalObjectId: string;
  readonly tell: (found: Found) => void;
  readonly fail: (error: unknown) => void;
}

/** Finds copies by GlobalObjectId, one request for all meetings that ask about a mailbox at the same moment. */
export class CopyFinder {
  readonly #meetings: MeetingTarget;
  readonly #connections: Connections;
  readonly #asked = new Map<string, Question[]>();

  constructor(meetings: MeetingTarget, connections: Connections) {
    this.#meetings = meetings;
    this.#connections = connections;
  }

  /** The copies of one meeting in a mailbox: none, one, or, where somebody is invited to single occurrences, several. */
  find(mailbox: string, globalObjectId: string): Promise<Found> {
    return new Promise((tell, fail) => {
      const question = { globalObjectId, tell, fail };
      const asked = this.#asked.get(mailbox);
      if (asked !== undefined) asked.push(question);
      else {
        this.#asked.set(mailbox, [question]);
        void this.#askSoon(mailbox);
      }
    });
  }

  async #askSoon(mailbox: string): Promise<void> {
    await timeout(GATHER_MS);
    const questions = this.#asked.get(mailbox) ?? [];
    this.#asked.delete(mailbox);
    for (let at = 0; at < questions.length; at += MEETINGS_AT_ONCE) await this.#ask(mailbox, questions.slice(at, at + MEETINGS_AT_ONCE));
  }

  async #ask(mailbox: string, questions: readonly Question[]): Promise<void> {
    const ids = [...new Set(questions.map(({ globalObjectId }) => globalObjectId))];
    try {
      const found = await this.#connections.use(() => this.#meetings.findCopies(mailbox, ids));
      for (const { globalObjectId, tell } of questions) {
        tell(found.ok ? { ok: true, value: found.value.filter((copy) => copy.globalObjectId === globalObjectId) } : found);
      }
    } catch (error) {
      for (const { fail } of questions) fail(error);
    }
  }
}
