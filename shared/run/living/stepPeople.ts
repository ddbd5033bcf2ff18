import { occurrenceGuests, seriesGuests, type MeetingScript } from './MeetingScript.ts';
import type { Step } from './Step.ts';

/** Addresses a step puts on the item. */
export function peopleOf(step: Step, script: MeetingScript): readonly string[] {
  switch (step.do) {
    case 'send':
      return [
        ...seriesGuests(script, step.whom === 'rooms').map(({ mailbox }) => mailbox),
        ...(step.whom === 'people' ? script.groups : []),
      ];
    case 'send-occurrence':
      return step.whom === 'added' ? (occurrenceGuests(script).get(step.instance) ?? []) : [];
    case 'complete':
      return script.outsiders;
    default:
      return [];
  }
}
