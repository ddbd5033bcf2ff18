import { assertNever } from '../../domain/failure.ts';
import { copyName, type MeetingState, type Phase } from './MeetingState.ts';
import { occurrenceGuests, seriesGuests, type GuestScript, type MeetingScript } from './MeetingScript.ts';
import type { Step } from './Step.ts';

/** Steps one after the other; chains of one stage go side by side. */
type Chain = readonly Step[];
type Stage = readonly Chain[];

function listing({ organizer, guests }: MeetingScript): Stage {
  return [organizer, ...guests.map(({ mailbox }) => mailbox)].map((mailbox) => [{ do: 'list', mailbox }]);
}

function sending(script: MeetingScript, whom: 'people' | 'rooms'): Stage {
  const hasGuests = seriesGuests(script, whom === 'rooms').length > 0;
  return hasGuests ? [[{ do: 'send', mailbox: script.organizer, whom }]] : [];
}

function seeing(guests: readonly GuestScript[]): Stage {
  return guests.map(({ mailbox }) => [{ do: 'see-copy', mailbox, instance: null, sees: 'copy' }]);
}

/** Where exceptions do not travel, each goes by a send of its own; then every guest's copy shows them. */
function repairing({ script, missing }: MeetingState): readonly Stage[] {
  const { organizer } = script;
  if (missing.length === 0) return [];
  const sends = missing.map((instance): Step => ({ do: 'send-occurrence', mailbox: organizer, instance, whom: 'all' }));
  const guests = seriesGuests(script, false);
  return [[sends], guests.map(({ mailbox }) => [{ do: 'see-copy', mailbox, instance: null, sees: 'exceptions' }])];
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

/** A room that has answered by itself is not answered for, only compared; nor is one nobody may act for. */
function answering({ seen }: MeetingState, guests: readonly GuestScript[]): Stage {
  const isOpen = (mailbox: string, instance: string | null): boolean => {
    const { response, itemId } = seen[copyName(mailbox, instance)] ?? { response: 'NoResponseReceived', itemId: mailbox };
    if (itemId === '') return false;
    return response === 'NoResponseReceived' || response === 'Unknown' || response === 'Organizer';
  };
  return guests.map(({ mailbox, isRoom, invitedTo, answers }) =>
    answers
      .filter(({ instance }) => !isRoom || isOpen(mailbox, invitedTo === 'series' ? null : instance))
      .map((answer) => ({ do: 'answer', mailbox, ...answer })),
  );
}

/** An occurrence somebody answered has a list of people of its own, which must not lack those who join the series last. */
function completing({ organizer, completes, guests }: MeetingScript): Stage {
  const answered = guests.flatMap(({ answers }) => answers.flatMap(({ instance }) => instance ?? []));
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
      return [...repairing(state), ...inviting(script), answering(state, [...people, ...singles])];
    case 'answered':
      return [...rooms(state), completing(script)];
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
