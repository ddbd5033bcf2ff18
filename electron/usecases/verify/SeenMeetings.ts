import type { EwsCalendarItem, ResponseType } from '../../../shared/ews/item.ts';

/** What a meeting's item, or one occurrence of it, says of answers. */
export interface SeenAnswers {
  /** The owner's own. */
  readonly response: ResponseType;
  /** Everybody's on it, by address: the organizer's tracking. */
  readonly people: ReadonlyMap<string, ResponseType>;
}

interface SeenItem extends SeenAnswers {
  /** Null for a series. */
  readonly start: number | null;
}

function answersOf({ myResponse, requiredAttendees, optionalAttendees, resources }: EwsCalendarItem): SeenAnswers {
  const people = [...requiredAttendees, ...optionalAttendees, ...resources];
  return { response: myResponse, people: new Map(people.map(({ email, response }) => [email.toLowerCase(), response])) };
}

/** The meetings of one mailbox as they were read, by the source's UID: several items where a series became several. */
export class SeenMeetings {
  readonly #items = new Map<string, SeenItem[]>();
  readonly #occurrences = new Map<string, SeenAnswers>();

  add(uid: string, item: EwsCalendarItem): void {
    const seen = { ...answersOf(item), start: item.recurrence === null ? Date.parse(item.start) : null };
    const known = this.#items.get(uid);
    if (known === undefined) this.#items.set(uid, [seen]);
    else known.push(seen);
  }

  addOccurrence(uid: string, start: number, item: EwsCalendarItem): void {
    this.#occurrences.set(`${uid} ${start}`, answersOf(item));
  }

  has(uid: string): boolean {
    return this.#items.has(uid);
  }

  /** The items that stand for the whole: not those that are one occurrence somebody answered otherwise. */
  whole(uid: string, except: ReadonlySet<number>): readonly SeenAnswers[] {
    return (this.#items.get(uid) ?? []).filter(({ start }) => start === null || !except.has(start));
  }

  /** What is said of the occurrence at this moment: by itself, by an item of its own, or by its series. */
  at(uid: string, start: number): SeenAnswers | undefined {
    const items = this.#items.get(uid) ?? [];
    const single = items.find((item) => item.start === start);
    return this.#occurrences.get(`${uid} ${start}`) ?? single ?? items.find((item) => item.start === null);
  }
}
