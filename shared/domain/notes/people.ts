import type { NoteTable } from '../note.ts';

/** Notes about organizers, guests, rooms and their answers. */
export const PEOPLE_NOTES = {
  'guest-left-out': { severity: 'dropped', sentence: 'This guest is not migrated and is named in the body.' },
  'guest-unmapped': { severity: 'dropped', sentence: 'Nobody has decided who this guest is in Exchange; the guest is named in the body.' },
  'guest-address-invalid': { severity: 'dropped', sentence: 'This is no address Exchange could use; the guest is named in the body.' },
  'guest-twice': { severity: 'adjusted', sentence: 'The same person was listed twice; one line was kept.' },
  'guest-undeliverable': { severity: 'adjusted', sentence: 'The old server could not deliver to this guest; the address may be dead.' },
  'guest-delegated': { severity: 'adjusted', sentence: 'Exchange does not know delegated attendance; the guest stands without an answer.' },
  'answer-unknown': { severity: 'adjusted', sentence: 'The answer is not one the standard knows; it counts as not given.' },
  'group-kept': {
    severity: 'adjusted',
    sentence: 'The group is mail-enabled in Exchange, so it is invited as one and its members’ own lines are dropped.',
  },
  'group-expanded': { severity: 'adjusted', sentence: 'The group has no address in Exchange, so its members are invited instead.' },
  'group-not-expanded': {
    severity: 'adjusted',
    sentence: 'The group has no address in Exchange and the event lists none of its members as invited; it is named in the body.',
  },
  'organizer-left-out': {
    severity: 'adjusted',
    sentence: 'The organizer is not migrated, so this copy becomes an appointment of its own; the people are named in the body.',
  },
  'organizer-unmapped': {
    severity: 'adjusted',
    sentence:
      'Nobody has decided who the organizer is in Exchange, so this copy becomes an appointment of its own; the people are named in the body.',
  },
  'organizer-copy-missing': { severity: 'adjusted', sentence: 'The organizer has no copy of this meeting; the guest’s own copy was used.' },
  'not-invited': {
    severity: 'adjusted',
    sentence:
      'The owner of this copy is not among the meeting’s people, so it becomes an appointment of its own; they are named in the body.',
  },
  'no-guests': { severity: 'adjusted', sentence: 'Nobody but the owner takes part, so the meeting becomes an appointment.' },
  'instance-answers-dropped': {
    severity: 'dropped',
    sentence: 'Guests answered single instances differently; Exchange keeps such answers only where the guest gives them itself.',
  },
  'answers-not-kept': {
    severity: 'dropped',
    sentence: 'The target keeps no answers that are written without mail, so the organizer’s tracking does not show them.',
  },
  'guest-copy-plain': {
    severity: 'adjusted',
    sentence:
      'The target lets nobody write a guest’s copy without mail, so this copy becomes an appointment; the people are named in the body.',
  },
  'instance-declined': { severity: 'adjusted', sentence: 'The owner declined this instance.' },
  'meeting-declined': {
    severity: 'dropped',
    sentence: 'The owner declined the meeting; Exchange keeps no declined meetings, and the answer stays visible to the organizer.',
  },
  'copy-differs': {
    severity: 'adjusted',
    sentence: 'This copy has instances the organizer’s copy lacks, so it was planned on its own.',
  },
  'organizer-text-used': {
    severity: 'adjusted',
    sentence: 'The guest’s copy said something else here; Exchange shows every guest what the organizer says.',
  },
} as const satisfies NoteTable;
