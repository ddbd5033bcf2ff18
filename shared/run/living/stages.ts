import { assertNever } from '../../domain/failure.ts';
import { copyName, type MeetingState, type Phase } from './MeetingState.ts';
import { isGivenUp } from './goneCopy.ts';
import { isSameInstance } from './instances.ts';
import { occurrenceGuests, seriesGuests, type AnswerScript, type GuestScript, type MeetingScript } from './MeetingScript.ts';
import { stepId, type Step } from './Step.ts';
import { peopleOf } from './stepPeople.ts';

/** Steps one after the other; chains of one stage go side by side. */
type Chain = readonly Step[];
type Stage = readonly Chain[];

function listing({ organizer, guests }: MeetingScript): Stage {
  return [organizer, ...guests.map(({ mailbox }) => mailbox)].map((mailbox) => [{ do: 'list', mailbox }]);
}

function sending(script: MeetingScript, whom: 'people' | 'rooms'): Stage {
  const step: Step = { do: 'send', mailbox: script.organizer, whom };
  return peopleOf(step, script).length > 0 ? [[step]] : [];
}

function seeing(guests: readonly GuestScript[]): Stage {
  return guests.map(({ mailbox }) => [{ do: 'see-copy', mailbox, instance: null, sees: 'copy' }]);
}

/** Where exceptions do not travel, each goes by a send of its own; then every guest's copy shows them. */
function repairing(state: MeetingState): readonly Stage[] {
  const { script, missing } = state;
  const { organizer } = script;
  if (missing.length === 0) return [];
  const sends = missing.map((instance): Step => ({ do: 'send-occurrence', mailbox: organizer, instance, whom: 'all' }));
  const guests = script.guests.filter(({ invitedTo, isRoom }) => invitedTo === 'series' && (!isRoom || isRepairedLate(state)));
  const there = guests.filter(({ mailbox }) => !isGivenUp(state, mailbox, null));
  return [[sends], there.map(({ mailbox }) => [{ do: 'see-copy', mailbox, instance: null, sees: 'exceptions' }])];
}

/** Guests of the series whose invitation was seen before anybody had made an item of it. */
function unprocessed({ script, seen }: MeetingState): readonly GuestScript[] {
  return script.guests.filter(({ invitedTo, mailbox }) => invitedTo === 'series' && seen[mailbox]?.isRequest === true);
}

/** Changed occurrences that do not travel, or may not: what an invitation brings along shows when it is answered. */
function doubtfulExceptions(state: MeetingState): readonly string[] {
  return unprocessed(state).length > 0 ? state.script.exceptions : state.missing;
}

/**
 * With rooms on the item exceptions are sent when those have joined, once to everybody. An occurrence that is sent asks everybody anew, and
 * brings a declined meeting back: what the send would undo waits for it.
 */
function isRepairedLate(state: MeetingState): boolean {
  const isLate = seriesGuests(state.script, true).length > 0 || unprocessed(state).length > 0;
  return isLate && doubtfulExceptions(state).length > 0;
}

/** What a guest answers; an exception that was sent by itself is not answered by the answer to its series. */
function answersOf(state: MeetingState, { invitedTo, answers }: GuestScript): readonly AnswerScript[] {
  const whole = answers.find(({ instance }) => instance === null);
  if (invitedTo !== 'series' || whole === undefined || whole.response === 'Decline') return answers;
  const said = answers.flatMap(({ instance }) => instance ?? []);
  const again = state.missing.filter((instance) => !said.some((one) => isSameInstance(one, instance)));
  const { response } = whole;
  return [whole, ...again.map((instance) => ({ instance, response })), ...answers.filter((answer) => answer !== whole)];
}

function isAnsweredLate(state: MeetingState, { invitedTo }: GuestScript, { instance, response }: AnswerScript): boolean {
  if (!isRepairedLate(state)) return false;
  if (instance === null) return response === 'Decline';
  return invitedTo !== 'series' || doubtfulExceptions(state).some((one) => isSameInstance(one, instance));
}

/** Those who are invited to single occurrences get just these. */
function inviting(script: MeetingScript): readonly Stage[] {
  const invited = occurrenceGuests(script);
  const { organizer } = script;
  const sends = [...invited.keys()].map((instance): Step => ({ do: 'send-occurrence', mailbox: organizer, instance, whom: 'added' }));
  const copies = [...invited].flatMap(([instance, mailboxes]) =>
    mailboxes.map((mailbox): Chain => [{ do: 'see-copy', mailbox, instance, sees: 'copy' }]),
  );
  return [[sends], copies];
}

/**
 * A room that has answered by itself is not answered for, only compared; nor is one nobody may act for. Where the meeting begins anew the
 * room's answer is known to nobody but itself.
 */
function answering(state: MeetingState, guests: readonly GuestScript[], when: 'early' | 'late' = 'early'): Stage {
  const { seen, steps, isAnew = false } = state;
  const isOpen = (mailbox: string, instance: string | null): boolean => {
    const { response, itemId } = seen[copyName(mailbox, instance)] ?? { response: 'NoResponseReceived', itemId: mailbox };
    if (itemId === '') return false;
    return isAnew || response === 'NoResponseReceived' || response === 'Unknown' || response === 'Organizer';
  };
  return guests.map((guest) => {
    const { mailbox, isRoom, invitedTo } = guest;
    const isAnsweredFor = guest.answers.some((answer) => steps[stepId({ do: 'answer', mailbox, ...answer })]?.is === 'done');
    return answersOf(state, guest)
      .filter((answer) => isAnsweredLate(state, guest, answer) === (when === 'late'))
      .filter(({ instance }) => !isGivenUp(state, mailbox, invitedTo === 'series' ? null : instance))
      .filter(({ instance }) => !isRoom || isAnsweredFor || isOpen(mailbox, invitedTo === 'series' ? null : instance))
      .map((answer) => ({ do: 'answer', mailbox, ...answer }));
  });
}

/** An occurrence somebody answered has a list of people of its own, which must not lack those who join the series last. */
function completing(state: MeetingState): Stage {
  const { organizer, completes, guests } = state.script;
  const answered = guests.flatMap((guest) => answersOf(state, guest).flatMap(({ instance }) => instance ?? []));
  const occurrences = [...new Set([...completes.occurrences, ...(completes.series ? answered : [])])];
  const instances = [...(completes.series ? [null] : []), ...occurrences];
  return [instances.map((instance) => ({ do: 'complete', mailbox: organizer, instance }))];
}

/** Rooms last, and only when the organizer knows all other answers: a further send may make those still under way out of date. */
function rooms(state: MeetingState): readonly Stage[] {
  const { script } = state;
  const guests = seriesGuests(script, true);
  if (guests.length === 0) return [];
  const wait: Stage = [[{ do: 'see-tracking', mailbox: script.organizer, of: 'people' }]];
  return [wait, sending(script, 'rooms'), seeing(guests), answering(state, guests)];
}

/** What has come of invitations that were answered themselves; who declined, or said nothing, has no item. */
function seeingEntries(state: MeetingState): Stage {
  const hasAccepted = ({ mailbox, answers }: GuestScript): boolean =>
    answers.some((answer) => {
      const isAccepted = answer.instance === null && answer.response !== 'Decline';
      return isAccepted && state.steps[stepId({ do: 'answer', mailbox, ...answer })]?.is === 'done';
    });
  return unprocessed(state)
    .filter(hasAccepted)
    .map(({ mailbox }) => [{ do: 'see-copy', mailbox, instance: null, sees: 'entry' }]);
}

/** Exceptions that do not travel, and all that had to wait for them; only when the organizer knows the answers that were given before. */
function repairingLate(state: MeetingState): readonly Stage[] {
  if (!isRepairedLate(state)) return [];
  const { script } = state;
  const wait: Stage = [[{ do: 'see-tracking', mailbox: script.organizer, of: 'early' }], ...seeingEntries(state)];
  return [wait, ...repairing(state), ...inviting(script), answering(state, script.guests, 'late')];
}

/** The stages that lead out of a phase, in their order. A function of the state: what Exchange did decides what is left to do. */
export function stagesOf(state: MeetingState, phase: Phase): readonly Stage[] {
  const { script } = state;
  const people = seriesGuests(script, false);
  const singles = script.guests.filter(({ invitedTo }) => invitedTo !== 'series');
  const all = [script.organizer, ...script.guests.map(({ mailbox }) => mailbox)];
  switch (phase) {
    case 'created':
      return [listing(script), sending(script, 'people')];
    case 'sent':
      return [seeing(people)];
    case 'copies-seen':
      return [...(isRepairedLate(state) ? [] : [...repairing(state), ...inviting(script)]), answering(state, [...people, ...singles])];
    case 'answered':
      return [...rooms(state), ...repairingLate(state), completing(state)];
    case 'outsiders-added':
      return [[[{ do: 'see-tracking', mailbox: script.organizer, of: 'all' }]]];
    case 'tracking-seen':
      return [
        script.guests.filter(({ hasCopy }) => hasCopy).map(({ mailbox }) => [{ do: 'dress', mailbox }]),
        all.map((mailbox) => [{ do: 'clean', mailbox }]),
      ];
    case 'cleaned':
    case 'failed':
      return [];
    default:
      return assertNever(phase);
  }
}
