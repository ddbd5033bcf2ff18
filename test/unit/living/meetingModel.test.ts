import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuestScript, MeetingScript } from '../../../shared/run/living/MeetingScript.ts';
import { createdMeeting, copyName, type MeetingState } from '../../../shared/run/living/MeetingState.ts';
import { MEETING_LIMITS } from '../../../shared/run/living/limits.ts';
import { STEP_RULES, type Step } from '../../../shared/run/living/Step.ts';
import { transition, type MeetingEffect, type MeetingEvent } from '../../../shared/run/living/transition.ts';
import { MeetingWorld, type WorldOptions } from './MeetingWorld.ts';

const limits = { ...MEETING_LIMITS, inDoubtMs: 120_000 };
/** What becomes of a request, and where the program dies. */
const LUCK = [
  ...['fine', 'refused-for-now', 'lost-before', 'lost-after', 'late'],
  ...['dies-before-intent', 'dies-before-request', 'dies-after-request', 'dies-during-look'],
] as const;
type Luck = (typeof LUCK)[number];

const RESPONSES = ['Accept', 'Tentative', 'Decline'] as const;
const EXCEPTIONS = ['2026-12-07T09:00:00Z', '2026-12-14T09:00:00Z'];

const guest = fc.record({
  isRoom: fc.boolean(),
  isSingle: fc.integer({ max: 4, min: 0 }).map((number) => number === 0),
  series: fc.option(fc.constantFrom(...RESPONSES)),
  instances: fc.array(fc.constantFrom(...RESPONSES), { maxLength: 2 }),
});

const script = fc
  .record({ guests: fc.array(guest, { minLength: 1, maxLength: 4 }), exceptions: fc.subarray(EXCEPTIONS), hasOutsiders: fc.boolean() })
  .map(({ guests, exceptions, hasOutsiders }): MeetingScript => ({
    key: 'key',
    organizer: 'jimi@contoso.com',
    globalObjectId: 'aa',
    groups: [],
    guests: guests.map(({ isRoom, isSingle, series, instances }, index): GuestScript => {
      const mailbox = `guest${String(index)}@contoso.com`;
      const [first = ''] = EXCEPTIONS;
      if (isSingle) return { mailbox, isRoom, invitedTo: [first], answers: [{ instance: first, response: 'Accept' }], hasCopy: true };
      const single = isRoom || series === 'Decline' ? [] : instances.filter((response) => response !== series);
      const answers = [
        ...(series === null ? [] : [{ instance: null, response: series }]),
        ...single.map((response, at) => ({ instance: EXCEPTIONS[at] ?? '', response })),
      ];
      return { mailbox, isRoom, invitedTo: 'series', answers, hasCopy: series !== 'Decline' };
    }),
    exceptions,
    outsiders: hasOutsiders ? ['keith@elsewhere.org'] : [],
    completes: { series: hasOutsiders, occurrences: [] },
  }));

interface Luckiness {
  readonly luck: readonly Luck[];
  readonly delays: readonly number[];
}

/** Plays one meeting to its end: whatever is on disk survives a death, everything else is forgotten. */
class Play {
  readonly #world: MeetingWorld;
  readonly #luck: Luck[];
  #now = 0;
  #disk: MeetingState;
  #state: MeetingState;
  deaths = 0;

  constructor(meeting: MeetingScript, world: MeetingWorld, luck: readonly Luck[]) {
    this.#world = world;
    this.#luck = [...luck];
    this.#disk = createdMeeting(meeting);
    this.#state = this.#disk;
  }

  run(): MeetingState {
    for (let round = 0; round < 3000; round += 1) {
      const effects = this.#apply({ type: 'advance', now: this.#now, busyUntil: new Map() });
      if (effects.some(({ type }) => type === 'ended')) return this.#state;
      if (effects.some(({ type }) => type === 'parked')) this.#die();
      for (const effect of effects) if (!this.#perform(effect)) break;
    }
    throw new Error(`never ends: ${JSON.stringify(this.#state)}`);
  }

  #apply(event: MeetingEvent): readonly MeetingEffect[] {
    const { state, effects } = transition(this.#state, event, limits);
    this.#state = state;
    return effects;
  }

  #save(): void {
    // A round trip through text, as the ledger does it.
    this.#disk = JSON.parse(JSON.stringify(this.#state)) as MeetingState;
  }

  #die(): void {
    this.deaths += 1;
    this.#state = this.#disk;
    this.#now += 1000;
    this.#apply({ type: 'resumed', now: this.#now });
  }

  #perform(effect: MeetingEffect): boolean {
    this.#world.settle(this.#now);
    if (effect.type === 'wake') {
      this.#now = Math.max(this.#now, effect.at);
      return true;
    }
    if (effect.type === 'act') return this.#act(effect.step, this.#luck.shift() ?? 'fine');
    if (effect.type !== 'look') return true;
    if (this.#luck[0] === 'dies-during-look') {
      this.#luck.shift();
      this.#die();
      return false;
    }
    this.#apply({ type: 'looked', step: effect.step, now: this.#now, verdict: this.#world.look(effect.step, this.#state, this.#now) });
    this.#save();
    return true;
  }

  #act(step: Step, luck: Luck): boolean {
    if (luck === 'dies-before-intent') {
      this.#die();
      return false;
    }
    this.#apply({ type: 'intended', step, at: this.#now });
    this.#save();
    if (luck === 'dies-before-request') {
      this.#die();
      return false;
    }
    const isCommitted = luck === 'fine' || luck === 'lost-after' || luck === 'dies-after-request';
    const mails = isCommitted ? this.#world.commit(step, this.#now) : 0;
    if (luck === 'late') this.#world.commitLater(step, this.#now + limits.inDoubtMs - 1);
    if (luck === 'dies-after-request') {
      this.#die();
      return false;
    }
    const outcome =
      luck === 'refused-for-now'
        ? ({ is: 'not-executed', waitMs: 5000 } as const)
        : isCommitted && luck === 'fine'
          ? ({ is: 'done', mails } as const)
          : ({ is: 'lost' } as const);
    this.#apply({ type: 'answered', step, now: this.#now, outcome });
    this.#save();
    return true;
  }
}

/** Mails a guest may get: the invitation, and one for each exception where these do not travel. */
function mostMails({ guests, exceptions }: MeetingScript, mailbox: string, travels: boolean): number {
  const found = guests.find((one) => one.mailbox === mailbox);
  if (found === undefined) return 0;
  return found.invitedTo === 'series' ? 1 + (travels ? 0 : exceptions.length) : found.invitedTo.length;
}

type Server = Omit<WorldOptions, 'delay'>;

function play(meeting: MeetingScript, { luck, delays }: Luckiness, { travels, roomsAnswer, idle }: Server): void {
  let at = 0;
  const world = new MeetingWorld(meeting, { delay: () => delays[at++ % delays.length] ?? 0, travels, roomsAnswer, idle });
  const state = new Play(meeting, world, luck).run();
  expect(state.phase).toBe('cleaned');
  // Whether exceptions travel shows on items alone: nobody makes one of an invitation that lies unanswered, or was declined.
  const hasItem = ({ mailbox, invitedTo, answers }: GuestScript): boolean =>
    invitedTo === 'series' && (!idle.has(mailbox) || answers.some(({ instance, response }) => instance === null && response !== 'Decline'));
  const isWhole = travels || !meeting.guests.some(hasItem);
  const answersItself = ({ isRoom, mailbox }: GuestScript): boolean => isRoom && roomsAnswer && !idle.has(mailbox);
  for (const { mailbox } of meeting.guests) {
    expect(world.mails.get(mailbox) ?? 0, `mails to ${mailbox}`).toBe(mostMails(meeting, mailbox, isWhole));
  }
  for (const one of meeting.guests) {
    const { mailbox, answers, invitedTo } = one;
    for (const { instance } of answers) {
      const wanted = answersItself(one) && (instance === null || invitedTo !== 'series') ? 0 : 1;
      expect(world.answers.get(copyName(mailbox, instance)) ?? 0, `answers of ${mailbox}`).toBe(wanted);
    }
  }
  for (const one of isWhole ? [] : meeting.guests) {
    const { mailbox, answers, invitedTo } = one;
    const whole = answers.find(({ instance }) => instance === null)?.response ?? 'Decline';
    if (invitedTo !== 'series' || whole === 'Decline' || answersItself(one)) continue;
    // An exception that went by itself is answered by itself.
    for (const instance of meeting.exceptions) expect(world.answers.get(copyName(mailbox, instance)), `${mailbox} ${instance}`).toBe(1);
  }
  expect(world.couldSendOutside).toBe(0);
  expect(meeting.outsiders.every((one) => world.onItem.has(one))).toBe(true);
}

describe('a living meeting', () => {
  const luckiness = fc.record({
    luck: fc.array(fc.constantFrom(...LUCK), { maxLength: 40 }),
    delays: fc.array(fc.nat(90_000), { minLength: 1, maxLength: 8 }),
  });

  const idle = fc.subarray(['guest0@contoso.com', 'guest1@contoso.com', 'guest2@contoso.com']);
  const serverOf = (at: number): Server => ({
    ...{ travels: at % 2 === 0, roomsAnswer: at % 3 === 0 },
    idle: new Set(at % 5 === 0 ? ['guest0@contoso.com', 'guest3@contoso.com'] : []),
  });

  it('mails nobody twice, answers nothing twice and ends, whatever is lost, late or dies', () => {
    fc.assert(
      fc.property(script, luckiness, fc.boolean(), fc.boolean(), idle, (meeting, lucks, travels, roomsAnswer, idleOnes) => {
        play(meeting, lucks, { travels, roomsAnswer, idle: new Set(idleOnes) });
      }),
      { numRuns: 2000 },
    );
  });

  it('survives each misfortune at each request', () => {
    const meeting = fc.sample(script, { numRuns: 25, seed: 7 });
    for (const one of meeting) {
      for (const luck of LUCK) {
        for (let at = 0; at < 14; at += 1) play(one, { luck: [...Array<Luck>(at).fill('fine'), luck, luck], delays: [3000] }, serverOf(at));
      }
    }
  });

  it('parks what Exchange never delivers and goes on with it in the next run', () => {
    const meeting: MeetingScript = {
      ...{ key: 'key', organizer: 'jimi@contoso.com', globalObjectId: 'aa', groups: [], exceptions: [], outsiders: [] },
      guests: [{ mailbox: 'jerry@contoso.com', isRoom: false, invitedTo: 'series', answers: [], hasCopy: true }],
      completes: { series: false, occurrences: [] },
    };
    let state = createdMeeting(meeting);
    let now = 0;
    const looks: number[] = [];
    for (;;) {
      const moved = transition(state, { type: 'advance', now, busyUntil: new Map() }, limits);
      state = moved.state;
      const [effect] = moved.effects;
      if (effect?.type === 'wake') now = effect.at;
      else if (effect?.type === 'act' || effect?.type === 'look') {
        for (const one of moved.effects) {
          if (one.type === 'act')
            state = transition(state, { type: 'answered', step: one.step, now, outcome: { is: 'done', mails: 1 } }, limits).state;
          if (one.type === 'look') {
            looks.push(now);
            state = transition(state, { type: 'looked', step: one.step, now, verdict: { is: 'unclear' } }, limits).state;
          }
        }
      } else {
        expect(effect?.type).toBe('parked');
        break;
      }
    }
    expect(now).toBeGreaterThanOrEqual(limits.patienceMs);
    expect(now).toBeLessThan(limits.patienceMs + limits.longestPollMs + 1);
    expect(looks.slice(0, 6)).toEqual([0, 2000, 6000, 14_000, 30_000, 60_000]);
    state = transition(state, { type: 'resumed', now }, limits).state;
    const again = transition(state, { type: 'advance', now, busyUntil: new Map() }, limits);
    expect(again.effects.map(({ type }) => type)).toEqual(['look']);
  });

  it('waits for its turn where a mailbox has sent enough, and only with what sends', () => {
    const busyUntil = new Map([['jimi@contoso.com', 60_000]]);
    const meeting = fc
      .sample(script, { numRuns: 50, seed: 3 })
      .find(({ guests }) => guests.some(({ isRoom, invitedTo }) => !isRoom && invitedTo === 'series'));
    let state = createdMeeting(meeting ?? expect.fail('no such script'));
    const acted: Step[] = [];
    for (;;) {
      const moved = transition(state, { type: 'advance', now: 0, busyUntil }, limits);
      state = moved.state;
      const acts = moved.effects.flatMap((effect) => (effect.type === 'act' ? [effect.step] : []));
      if (acts.length === 0) {
        expect(moved.effects).toEqual([{ type: 'wake', at: 60_000 }]);
        break;
      }
      acted.push(...acts);
      for (const step of acts)
        state = transition(state, { type: 'answered', step, now: 0, outcome: { is: 'done', mails: 0 } }, limits).state;
    }
    expect(acted.some((step) => STEP_RULES[step.do].sends)).toBe(false);
  });
});
