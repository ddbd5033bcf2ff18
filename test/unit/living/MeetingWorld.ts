import type { MeetingScript } from '../../../shared/run/living/MeetingScript.ts';
import { copyName, type MeetingState } from '../../../shared/run/living/MeetingState.ts';
import { expectedTracking, untracked } from '../../../shared/run/living/expectedTracking.ts';
import { answerVerdict, completeVerdict, occurrenceVerdict, sendVerdict } from '../../../shared/run/living/verdicts.ts';
import { stepId, type Step } from '../../../shared/run/living/Step.ts';
import { peopleOf } from '../../../shared/run/living/stepPeople.ts';
import type { Verdict } from '../../../shared/run/living/transition.ts';
import type { ResponseType } from '../../../shared/ews/item.ts';

interface Copy {
  readonly from: number;
  response: ResponseType;
  isGone: boolean;
  shows: Set<string>;
  /** Where nobody processes invitations there is no more than these, until they are answered. */
  isRequest: boolean;
}

export interface WorldOptions {
  readonly delay: () => number;
  readonly travels: boolean;
  readonly roomsAnswer: boolean;
  /** Mailboxes that make nothing of an invitation. */
  readonly idle: ReadonlySet<string>;
}

/** As much of Exchange as one meeting needs: it commits, mails, delivers after a while, and counts what it was asked to do. */
export class MeetingWorld {
  readonly mails = new Map<string, number>();
  readonly answers = new Map<string, number>();
  readonly onItem = new Set<string>();
  /** Something was sent while somebody outside was on the item. */
  couldSendOutside = 0;
  readonly #script: MeetingScript;
  readonly #delay: () => number;
  readonly #travels: boolean;
  readonly #roomsAnswer: boolean;
  readonly #idle: ReadonlySet<string>;
  readonly #marks = new Set<string>();
  readonly #copies = new Map<string, Copy>();
  readonly #tracked = new Map<string, { readonly at: number; readonly response: ResponseType }>();
  /** Occurrences that were sent by themselves: whoever answered the series is asked again. */
  readonly #askedAnew = new Set<string>();
  readonly #late: { readonly at: number; readonly step: Step }[] = [];

  constructor(script: MeetingScript, options: WorldOptions) {
    this.#script = script;
    this.#delay = options.delay;
    this.#travels = options.travels;
    this.#roomsAnswer = options.roomsAnswer;
    this.#idle = options.idle;
  }

  /** A request the server executes when the client has long gone. */
  commitLater(step: Step, at: number): void {
    this.#late.push({ step, at });
  }

  settle(now: number): void {
    for (const { step, at } of this.#late.filter((one) => one.at <= now)) this.commit(step, at);
    this.#late.splice(0, this.#late.length, ...this.#late.filter((one) => one.at > now));
  }

  /** Does what a request asks; answers the mails it sent. */
  commit(step: Step, now: number): number {
    switch (step.do) {
      case 'send':
      case 'send-occurrence':
        return this.#send(step, now);
      case 'answer':
        return this.#answer(step.mailbox, step.instance, step.response, now);
      case 'complete':
        for (const one of this.#script.outsiders) this.onItem.add(one);
        return 0;
      default:
        return 0;
    }
  }

  look(step: Step, state: MeetingState, now: number): Verdict {
    const reached = (mails: number): Verdict => ({ is: 'reached', mails });
    const doubt = (is: 'reached' | 'absent' | 'unclear', mails: number): Verdict => (is === 'reached' ? reached(mails) : { is });
    const copyAt = (mailbox: string, instance: string | null): Copy | null => {
      const copy = this.#copies.get(copyName(mailbox, instance)) ?? this.#copies.get(mailbox);
      return copy === undefined || copy.from > now || copy.isGone ? null : copy;
    };
    switch (step.do) {
      case 'send': {
        const people = peopleOf(step, this.#script);
        const hasCopy = people.some((mailbox) => copyAt(mailbox, null) !== null);
        const isFirst = step.whom === 'people';
        return doubt(
          sendVerdict({ wasSent: this.mails.size > 0, hasMark: this.#marks.has(stepId(step)), hasCopy }, isFirst),
          people.length,
        );
      }
      case 'send-occurrence':
        return doubt(occurrenceVerdict({ hasMark: this.#marks.has(stepId(step)), guestShowsIt: false }), 1);
      case 'answer': {
        const copy = copyAt(step.mailbox, step.instance);
        const series = copyAt(step.mailbox, null)?.response ?? 'NoResponseReceived';
        const own = this.#tracked.get(copyName(step.mailbox, step.instance))?.response;
        const asked = this.#askedAnew.has(copyName(step.mailbox, step.instance)) ? ('NoResponseReceived' as const) : copy?.response;
        const shown = step.instance === null || copy === null ? copy : { response: own ?? asked ?? copy.response };
        const isGone = step.instance !== null && own === 'Decline';
        const signs = { copy: isGone ? null : shown, tracked: null, unanswered: ['Unknown', 'NoResponseReceived', series] } as const;
        const isOccurrence = step.instance !== null;
        return doubt(
          answerVerdict(
            isOccurrence ? { ...signs, isOccurrence } : { ...signs, unanswered: ['NoResponseReceived'], isOccurrence },
            step.response,
          ),
          1,
        );
      }
      case 'complete':
        return doubt(completeVerdict(this.#script.outsiders, [...this.onItem]), 0);
      case 'see-copy': {
        const copy = copyAt(step.mailbox, step.instance);
        if (copy === null || (copy.isRequest && step.sees === 'entry')) return { is: 'unclear' };
        const seen = { itemId: step.mailbox, response: copy.response, ...(copy.isRequest ? { isRequest: true as const } : {}) };
        const isAsked = (instance: string): boolean => this.#askedAnew.has(copyName(step.mailbox, instance));
        const isOpen = (instance: string): boolean => !copy.shows.has(instance) && !(this.#idle.has(step.mailbox) && isAsked(instance));
        const missing = this.#script.exceptions.filter((instance) =>
          step.sees === 'exceptions' ? isOpen(instance) : !copy.shows.has(instance),
        );
        if (step.sees === 'exceptions' && missing.length > 0) return { is: 'unclear' };
        const isWhole = step.instance === null && step.sees !== 'exceptions' && !copy.isRequest;
        return { is: 'reached', mails: 0, copy: { ...seen, missing: isWhole ? missing : [] } };
      }
      case 'see-tracking': {
        const shown = (mailbox: string, instance: string | null): ResponseType | undefined => {
          const found = this.#tracked.get(copyName(mailbox, instance));
          return found === undefined || found.at > now ? undefined : found.response;
        };
        return untracked(expectedTracking(state, step.of), shown).length === 0 ? reached(0) : { is: 'unclear' };
      }
      default:
        return reached(0);
    }
  }

  #send(step: Extract<Step, { do: 'send' | 'send-occurrence' }>, now: number): number {
    this.#marks.add(stepId(step));
    if (this.#script.outsiders.some((one) => this.onItem.has(one))) this.couldSendOutside += 1;
    const invited = peopleOf(step, this.#script);
    const series = this.#script.guests
      .filter(({ invitedTo, isRoom, mailbox }) => invitedTo === 'series' && (!isRoom || this.onItem.has(mailbox)))
      .map(({ mailbox }) => mailbox);
    const to = step.do === 'send-occurrence' && step.whom === 'all' ? series : invited;
    for (const mailbox of to) {
      this.onItem.add(mailbox);
      this.mails.set(mailbox, (this.mails.get(mailbox) ?? 0) + 1);
      if (step.do === 'send-occurrence' && step.whom === 'all') {
        if (!this.#idle.has(mailbox)) this.#copies.get(mailbox)?.shows.add(step.instance);
        this.#askedAnew.add(copyName(mailbox, step.instance));
      } else this.#deliver(mailbox, step.do === 'send' ? null : step.instance, now);
    }
    return to.length;
  }

  #deliver(mailbox: string, instance: string | null, now: number): void {
    const guest = this.#script.guests.find((one) => one.mailbox === mailbox);
    const isRequest = this.#idle.has(mailbox);
    const answersItself = guest?.isRoom === true && this.#roomsAnswer && !isRequest;
    const from = now + this.#delay();
    const shows = new Set(this.#travels ? this.#script.exceptions : []);
    this.#copies.set(copyName(mailbox, instance), {
      from,
      response: answersItself ? 'Accept' : 'NoResponseReceived',
      isGone: false,
      shows,
      isRequest,
    });
    if (answersItself) this.#tracked.set(copyName(mailbox, instance), { at: from + this.#delay(), response: 'Accept' });
  }

  #answer(mailbox: string, instance: string | null, response: ResponseType, now: number): number {
    const name = copyName(mailbox, instance);
    this.answers.set(name, (this.answers.get(name) ?? 0) + 1);
    this.#tracked.set(name, { at: now + this.#delay(), response });
    const isAboutException = this.#askedAnew.has(name) && this.#idle.has(mailbox);
    if (isAboutException && instance !== null) this.#copies.get(mailbox)?.shows.add(instance);
    const copy = this.#copies.get(name);
    if (copy === undefined) return 1;
    copy.isRequest = false;
    copy.response = response;
    copy.isGone = response === 'Decline';
    return 1;
  }
}
