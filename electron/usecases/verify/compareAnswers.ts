import type { Difference } from '../../../shared/domain/verification.ts';
import { globalObjectId } from '../../../shared/convert/derivedUid.ts';
import type { ExpectedAnswer } from '../../../shared/convert/sourceAnswers.ts';
import type { RequestFailure, TargetInstance } from '../../ports/ExchangeTarget.ts';
import type { MeetingCopy } from '../../ports/MeetingTarget.ts';
import type { PlanRow } from '../../ports/PlanStore.ts';
import { findDelivered } from './deliveredCopies.ts';
import type { SeenAnswers, SeenMeetings } from './SeenMeetings.ts';
import type { Count, VerifyMailboxInput } from './verdict.ts';

/** What Exchange shows in one mailbox, for answers to be looked up in. */
export interface ShownMeetings {
  readonly seen: SeenMeetings;
  readonly shown: readonly TargetInstance[];
  /** Keys by UID in Exchange. */
  readonly uids: ReadonlyMap<string, string>;
}

export interface AnswerVerdict {
  readonly differences: readonly Difference[];
  readonly tracking: Count;
  readonly own: Count;
}

/** Notes that said beforehand which answers would not be shown: these are counted, and are no differences. */
const FORETOLD_SILENT = new Set(['answers-not-kept', 'instance-answers-dropped', 'instance-declined', 'meeting-declined']);
const FORETOLD_OUTSIDE = new Set(['answers-not-kept']);

function isForetold({ mode, noteCodes }: PlanRow, { isInside }: ExpectedAnswer): boolean {
  const codes = mode === 'silent' ? FORETOLD_SILENT : isInside ? new Set<string>() : FORETOLD_OUTSIDE;
  return noteCodes.some((code) => codes.has(code));
}

/** What all of these say; '' where none does, and all their words where they disagree. */
function said(items: readonly SeenAnswers[], response: (item: SeenAnswers) => string | undefined): string {
  return [...new Set(items.flatMap((item) => response(item) ?? []))].sort().join(' ');
}

/** Answers of one mailbox, as they are looked up one by one. */
class AnswerComparison {
  readonly differences: Difference[] = [];
  readonly tracking = { source: 0, found: 0 };
  readonly own = { source: 0, found: 0 };
  readonly #input: VerifyMailboxInput;
  readonly #rows: ReadonlyMap<string, readonly PlanRow[]>;
  readonly #places: ReadonlySet<string>;
  readonly #others: ReadonlyMap<string, ReadonlySet<number>>;
  readonly #seen: SeenMeetings;

  constructor(input: VerifyMailboxInput, { seen, shown, uids }: ShownMeetings) {
    const { rows, answers } = input;
    this.#input = input;
    this.#seen = seen;
    const meetings = rows.filter(({ kind }) => kind === 'meeting' || kind === 'guest-copy');
    this.#rows = Map.groupBy(meetings, ({ uid }) => uid);
    const sourceUid = new Map(meetings.map(({ key, uid }) => [key, uid]));
    const asked = new Set(answers.map(({ uid }) => uid));
    const places = shown.flatMap(({ uid, start }) => {
      const known = sourceUid.get(uids.get(uid) ?? '') ?? uid;
      return asked.has(known) ? [known, `${known} ${Date.parse(start)}`] : [];
    });
    this.#places = new Set(places);
    const single = Map.groupBy(
      answers.filter(({ instance }) => instance !== null),
      ({ uid, guest }) => `${uid} ${guest}`,
    );
    this.#others = new Map([...single].map(([name, some]) => [name, new Set(some.flatMap(({ instance }) => instance?.start ?? []))]));
  }

  /** The organizer's tracking. */
  track(answer: ExpectedAnswer): void {
    const { uid, guest, instance, response } = answer;
    const of = (item: SeenAnswers | undefined): string | undefined => item?.people.get(guest);
    const found = instance === null ? said(this.#whole(answer), of) : (of(this.#seen.at(uid, instance.start)) ?? '');
    this.tracking.source += 1;
    if (found === response) this.tracking.found += 1;
    else this.#differs(answer, 'tracking', found);
  }

  /** The guest's own copy in this mailbox; of what was declined there must be none. */
  keep(answer: ExpectedAnswer): void {
    const { uid, instance, response } = answer;
    const whole = this.#whole(answer);
    const place = instance === null ? uid : `${uid} ${instance.start}`;
    // An unplanned copy is known by its UID alone.
    const isThere =
      (instance === null && whole.length > 0) || (!this.#rows.has(uid) || instance !== null ? this.#places.has(place) : false);
    const own =
      instance === null ? said(whole, (item) => item.response) : isThere ? (this.#seen.at(uid, instance.start)?.response ?? '') : '';
    const found = isThere ? own || 'there' : response === 'Decline' ? 'Decline' : '';
    this.own.source += 1;
    if (found === response) this.own.found += 1;
    // A copy that says something else, or is not there, is a difference of its item already.
    else if (response === 'Decline') this.#differs(answer, 'own copy', found);
  }

  /** A guest whose calendar in the source has no copy: asked for in their mailbox. */
  keepElsewhere(answer: ExpectedAnswer, copies: readonly MeetingCopy[] | RequestFailure): void {
    const { response } = answer;
    const found =
      'responseCode' in copies ? copies.responseCode : copies.length === 0 ? 'Decline' : said(copies.map(asSeen), (item) => item.response);
    this.own.source += 1;
    if (found === response) this.own.found += 1;
    else this.#differs(answer, 'own copy', found);
  }

  /** Organizer's items of a meeting that Exchange was to deliver. */
  livingRows(uid: string): readonly PlanRow[] {
    return (this.#rows.get(uid) ?? []).filter(({ mode, kind }) => mode === 'live' && kind === 'meeting');
  }

  /** Where the items were not read, nobody can say. */
  isRead(uid: string): boolean {
    return this.#input.sample === null || this.#seen.has(uid);
  }

  #whole({ uid, guest }: ExpectedAnswer): readonly SeenAnswers[] {
    return this.#seen.whole(uid, this.#others.get(`${uid} ${guest}`) ?? new Set());
  }

  #differs(answer: ExpectedAnswer, where: string, target: string): void {
    const { uid, guest, instance, response } = answer;
    const rows = this.#rows.get(uid) ?? [];
    if (rows.some((row) => isForetold(row, answer)) || (where === 'tracking' && !this.#seen.has(uid))) return;
    const at = instance === null ? '' : ` ${new Date(instance.start).toISOString().replace('.000Z', 'Z')}`;
    const key = rows[0]?.key ?? uid;
    this.differences.push({
      mailbox: this.#input.mailbox,
      key,
      kind: 'different',
      field: `${where}${at}`,
      source: `${guest} ${response}`,
      target,
    });
  }
}

function asSeen({ response }: MeetingCopy): SeenAnswers {
  return { response, people: new Map() };
}

/** Guests without a copy in the source, whose mailbox must show one, or none, all the same. */
async function lookElsewhere(input: VerifyMailboxInput, answers: readonly ExpectedAnswer[], comparison: AnswerComparison): Promise<void> {
  for (const [guest, some] of Map.groupBy(answers, (answer) => answer.guest)) {
    const idsOf = (answer: ExpectedAnswer): readonly string[] =>
      comparison.livingRows(answer.uid).map((row) => globalObjectId(input.planned(row).item.uid));
    const ids = new Map(some.map((answer) => [answer, idsOf(answer)]));
    const copies = await findDelivered(input, guest, [...ids.values()].flat());
    for (const [answer, wanted] of ids) {
      const own = 'responseCode' in copies ? copies : copies.filter(({ globalObjectId: id }) => wanted.includes(id));
      comparison.keepElsewhere(answer, own);
    }
  }
}

/** Every answer the source knows: in the organizer's tracking, and in the guest's own copy. */
export async function compareAnswers(input: VerifyMailboxInput, meetings: ShownMeetings): Promise<AnswerVerdict> {
  const { mailbox, answers, isInScope } = input;
  const comparison = new AnswerComparison(input, meetings);
  const elsewhere: ExpectedAnswer[] = [];
  for (const answer of answers) {
    const { uid, guest, organizer, isInside, hasCopy, instance } = answer;
    if (organizer === mailbox && comparison.isRead(uid)) comparison.track(answer);
    if (guest === mailbox && hasCopy && (comparison.isRead(uid) || answer.response === 'Decline')) comparison.keep(answer);
    const isAbsent = organizer === mailbox && isInside && !hasCopy && instance === null && isInScope(guest);
    if (isAbsent && comparison.livingRows(uid).length > 0) elsewhere.push(answer);
  }
  await lookElsewhere(input, elsewhere, comparison);
  const { differences, tracking, own } = comparison;
  return { differences, tracking, own };
}
