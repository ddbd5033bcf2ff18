import { globalObjectId } from '../../../shared/convert/derivedUid.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { EwsCalendarItem } from '../../../shared/ews/item.ts';
import type { Pause } from '../../run/pause.ts';
import type { Clock } from '../../ports/Clock.ts';
import type { Answer, Answers, CreateRequest, ExchangeTarget, ReadItem, RequestFailure } from '../../ports/ExchangeTarget.ts';
import type { LabTarget } from '../../ports/LabTarget.ts';
import type { MeetingCopy, MeetingTarget, PeopleLists, ReadMeeting } from '../../ports/MeetingTarget.ts';
import { Refused } from './Refused.ts';

/** In every subject: what finds again whatever a probe left, in whichever mailbox. */
export const PROBE_TOKEN = 'Godwit probe 7d1c7f2e';
/** As run id on every item of ours. */
export const PROBE_RUN = 'probe';
export const NOBODY: PeopleLists = { required: [], optional: [], resources: [] };

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Test meetings lie a month ahead, at night, and take nobody's time. */
const DAYS_AHEAD = 30;
const FIRST_POLL_MS = 250;
const LONGEST_POLL_MS = 5000;
/** What has not come after so many times the delay seen before will not come. */
const PATIENCE_FACTOR = 4;

export interface LabInput {
  readonly target: ExchangeTarget;
  readonly meetings: MeetingTarget;
  readonly lab: LabTarget;
  readonly organizer: string;
  readonly guest: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly pause: Pause;
  readonly signal: AbortSignal;
  /** How long the first invitation is waited for, and the least of any wait. */
  readonly patienceMs: number;
  readonly leastMs: number;
}

type Silent = NonNullable<CreateRequest['silentCopy']>;

/** Two mailboxes, and what experiments do in them: each step as a run would do it. Throws `Refused` where the target says no. */
export class Lab {
  readonly organizer: string;
  readonly guest: string;
  readonly meetings: MeetingTarget;
  readonly target: ExchangeTarget;
  readonly special: LabTarget;
  readonly #input: LabInput;
  readonly #folders = new Map<string, string>();
  readonly #knownAs = new Map<string, string>();
  readonly #start: number;
  #count = 0;
  #slowestMs: number | null = null;

  constructor(input: LabInput) {
    this.#input = input;
    this.organizer = input.organizer;
    this.guest = input.guest;
    this.meetings = input.meetings;
    this.target = input.target;
    this.special = input.lab;
    this.#start = Math.floor(input.clock.now().getTime() / DAY_MS) * DAY_MS + DAYS_AHEAD * DAY_MS;
  }

  get signal(): AbortSignal {
    return this.#input.signal;
  }

  /** An hour of its own, a UID of its own; `days` moves it. */
  item(change: Partial<EwsCalendarItem> = {}, days = 0): EwsCalendarItem {
    this.#count += 1;
    const start = this.#start + days * DAY_MS + (this.#count % 20) * HOUR_MS;
    const utc = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');
    return {
      uid: `godwit-probe-${this.#input.newId()}`,
      subject: `${PROBE_TOKEN} ${String(this.#count)}`,
      ...{ start: utc(start), end: utc(start + HOUR_MS / 2), isAllDayEvent: false, startTimeZone: 'UTC', endTimeZone: 'UTC' },
      ...{ legacyFreeBusyStatus: 'Free', sensitivity: 'Normal', importance: 'Normal', categories: [], location: '' },
      ...{ reminderMinutesBeforeStart: null, body: { type: 'Text', text: '' }, isOrganizer: true, myResponse: 'Organizer' },
      ...{ organizer: null, requiredAttendees: [], optionalAttendees: [], resources: [] },
      ...{ recurrence: null, modifiedOccurrences: [], deletedOccurrences: [] },
      ...change,
    };
  }

  silent(item: EwsCalendarItem, change: Partial<Silent> = {}): Silent {
    const criticalChange = this.#input.clock.now().toISOString();
    return {
      globalObjectId: globalObjectId(item.uid),
      sequence: 0,
      criticalChange,
      route: 'properties',
      writesResponses: false,
      ...change,
    };
  }

  /** Its id. */
  async create(
    mailbox: string,
    item: EwsCalendarItem,
    kind: CreateRequest['kind'] = 'appointment',
    silentCopy: Silent | null = null,
  ): Promise<string> {
    const marker = { key: `${PROBE_RUN}:${item.uid}`, runId: PROBE_RUN, hash: PROBE_RUN };
    const { id } = this.one(
      await this.target.createItems(mailbox, await this.#calendar(mailbox), [{ marker, item, kind, silentCopy }], this.signal),
    );
    return id;
  }

  async read(mailbox: string, id: string): Promise<ReadItem> {
    return this.one(await this.target.readItems(mailbox, [id], this.signal));
  }

  async tracking(id: string): Promise<ReadMeeting> {
    return this.one(await this.meetings.readMeetings(this.organizer, [{ itemId: id }], this.signal));
  }

  /** Puts the guest on the organizer's item and invites them. The copy is known by what the server made of the item's UID. */
  async invite(id: string, { uid }: EwsCalendarItem): Promise<void> {
    const properties = this.value(await this.special.readProperties(this.organizer, id, this.signal));
    const found = Buffer.from(properties.get('Meeting:0x23') ?? '', 'base64').toString('hex');
    if (found !== '') this.#knownAs.set(uid, found);
    await this.send(id, { ...NOBODY, required: [{ email: this.guest, name: this.guest }] });
  }

  async send(id: string, people: PeopleLists): Promise<void> {
    const sending = { ref: { itemId: id }, people, held: [this.guest], to: 'all', mark: this.#input.newId() } as const;
    this.value(await this.meetings.send(this.organizer, sending, this.signal));
  }

  async respond(copy: MeetingCopy, response: 'Accept' | 'Tentative' | 'Decline'): Promise<void> {
    this.value(await this.meetings.respond(this.guest, copy, response, [this.guest], this.signal));
  }

  /** The guest's copies of a meeting as they are now. */
  async copies(uid: string): Promise<readonly MeetingCopy[]> {
    return this.value(await this.meetings.findCopies(this.guest, [this.#knownAs.get(uid) ?? globalObjectId(uid)], this.signal));
  }

  /** Waits for the guest's copy; null when it does not come. */
  async copy(uid: string): Promise<MeetingCopy | null> {
    const found = await this.until(
      () => this.copies(uid),
      (copies) => copies.length > 0,
    );
    return found[0] ?? null;
  }

  /** Waits until the organizer's tracking says so of the guest; what it says at last. */
  tracked(id: string, response: ReadMeeting['response']): Promise<string> {
    return this.until(
      async () => (await this.tracking(id)).people.find(({ email }) => email.toLowerCase() === this.guest)?.response ?? 'nothing',
      (said) => said === response,
    );
  }

  /** Looks again and again until it is so, or will not be any more; the last look. */
  async until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
    const { pause, patienceMs, leastMs } = this.#input;
    const began = performance.now();
    const longest = this.#slowestMs === null ? patienceMs : Math.min(patienceMs, leastMs + this.#slowestMs * PATIENCE_FACTOR);
    let waited = 0;
    for (let wait = FIRST_POLL_MS; ; wait = Math.min(wait * 2, LONGEST_POLL_MS)) {
      if (this.signal.aborted) throw new Failure('INTERRUPTED');
      const seen = await look();
      if (isSo(seen)) {
        this.#slowestMs = Math.max(this.#slowestMs ?? 0, performance.now() - began);
        return seen;
      }
      if (waited >= longest) return seen;
      await pause(wait, this.signal);
      waited += wait;
    }
  }

  /** The longest that Exchange took for its part so far. */
  get slowestMs(): number {
    return this.#slowestMs ?? 0;
  }

  one<T>(answers: Answers<T>): T {
    if (!answers.ok) throw this.#refused(answers.failure);
    const [answer] = answers.answers;
    if (answer?.outcome === 'done') return answer.value;
    throw new Refused(answer?.responseCode ?? 'UNREADABLE', answer?.message ?? '', true);
  }

  value<T>(answer: Answer<T>): T {
    if (answer.ok) return answer.value;
    throw this.#refused(answer.failure);
  }

  #refused({ responseCode, message, outcome }: RequestFailure): Refused {
    return new Refused(responseCode, message, outcome === 'not-executed');
  }

  async #calendar(mailbox: string): Promise<string> {
    const known = this.#folders.get(mailbox);
    if (known !== undefined) return known;
    const { id } = this.value(await this.target.openCalendar(mailbox, this.signal));
    this.#folders.set(mailbox, id);
    return id;
  }
}
