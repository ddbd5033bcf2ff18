/** What a plan holds that users will see. */
export interface Noticeable {
  readonly sealed: {
    readonly context: {
      readonly travelTime: { readonly enabled: boolean; readonly showAs: 'OOF' | 'Busy' };
      readonly responsesInBody: boolean;
    };
  };
  readonly counts: { readonly byNote: Readonly<Record<string, number>>; readonly byKind: Readonly<Record<string, number>> };
  readonly living: number;
  readonly endingSeries: number;
}

interface Notice {
  readonly sentence: string;
  readonly isTrue: (plan: Noticeable) => boolean;
}

function notes({ counts }: Noticeable, ...codes: readonly string[]): boolean {
  return codes.some((code) => (counts.byNote[code] ?? 0) > 0);
}

/** Sentences for the people whose calendars these are; each is said only where it is true. */
const NOTICES: readonly Notice[] = [
  {
    sentence:
      'Meetings to come are real ones: the organizer sees who accepted, and the next change reaches every guest. Guests may see an invitation arrive and vanish on the day of the move.',
    isTrue: ({ living }) => living > 0,
  },
  {
    sentence:
      'A meeting somebody declined is not in their calendar any more; the organizer still sees the answer, and can send the invitation again.',
    isTrue: (plan) => notes(plan, 'meeting-declined', 'instance-declined'),
  },
  {
    sentence: 'In past meetings the organizer does not see who had answered; each guest’s own copy keeps the guest’s own answer.',
    isTrue: (plan) => notes(plan, 'answers-not-kept') && !plan.sealed.context.responsesInBody,
  },
  {
    sentence: 'In past meetings the answers stand at the end of the text, under “Responses at migration”.',
    isTrue: (plan) => notes(plan, 'responses-in-body'),
  },
  {
    sentence: 'Travel time stands as an appointment of its own before or after its event, shown as Out of Office.',
    isTrue: ({ counts, sealed }) => (counts.byKind['travel'] ?? 0) > 0 && sealed.context.travelTime.showAs === 'OOF',
  },
  {
    sentence: 'Travel time stands as an appointment of its own before or after its event, shown as Busy.',
    isTrue: ({ counts, sealed }) => (counts.byKind['travel'] ?? 0) > 0 && sealed.context.travelTime.showAs === 'Busy',
  },
  {
    sentence: 'Series that Exchange cannot repeat natively appear as several series or as single appointments.',
    isTrue: (plan) => notes(plan, 'rule-split', 'rule-expanded', 'occurrence-detached'),
  },
  {
    sentence:
      'Some series end at a date that was chosen for the move, because Exchange cannot repeat them for ever; they are listed above.',
    isTrue: ({ endingSeries }) => endingSeries > 0,
  },
  {
    sentence: 'Attachments did not come along; the events they belong to are marked by a note.',
    isTrue: (plan) => notes(plan, 'attachment-not-migrated'),
  },
  {
    sentence: 'Events of other calendars than the default one have a category named after their calendar.',
    isTrue: (plan) => notes(plan, 'calendar-as-category'),
  },
  {
    sentence: 'Events of calendars that became folders of their own do not count for free/busy.',
    isTrue: (plan) => notes(plan, 'not-in-free-busy'),
  },
  { sentence: 'Tasks, shared calendars and delegates are not moved; the lists say who had what.', isTrue: () => true },
];

/** What users will notice, of this very plan. */
export function noticesOf(plan: Noticeable): readonly string[] {
  return NOTICES.filter(({ isTrue }) => isTrue(plan)).map(({ sentence }) => sentence);
}
