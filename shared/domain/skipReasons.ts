/**
 * Why an object of the source becomes nothing in Exchange, for the operator and for those who are told afterwards. `isLoss`: somebody may
 * miss it; the others are meant to be absent.
 */
export const SKIP_REASONS = {
  inbox: { isLoss: false, sentence: 'A message in the scheduling inbox; the event itself stands in a calendar.' },
  trash: { isLoss: false, sentence: 'In the trash of the old server.' },
  declined: { isLoss: false, sentence: 'The owner declined; Exchange keeps no declined copy, the organizer sees the answer.' },
  cancelled: { isLoss: false, sentence: 'The organizer cancelled the meeting.' },
  'nothing-left': { isLoss: false, sentence: 'Every occurrence was deleted.' },
  duplicate: { isLoss: false, sentence: 'The same event stands twice in this home; one copy is enough.' },
  'out-of-range': { isLoss: false, sentence: 'Outside of the dates chosen for this migration.' },
  'calendar-left-out': { isLoss: false, sentence: 'The operator left this calendar out.' },
  'left-out': { isLoss: false, sentence: 'The operator left the owner of this calendar out.' },
  'home-not-active': { isLoss: false, sentence: 'The home was disabled, purged or moved on the old server.' },
  'calendar-not-owned': { isLoss: false, sentence: 'A calendar shared by somebody else; it comes with its owner.' },
  'free-busy': { isLoss: false, sentence: 'Free/busy information, no event.' },
  'waits-crossing': { isLoss: true, sentence: 'Somebody inside is not in scope yet; the meeting waits for a run that includes them.' },
  'unmapped-owner': { isLoss: true, sentence: 'Nobody said which mailbox the owner of this calendar has.' },
  'external-owner': { isLoss: true, sentence: 'The owner of this calendar is mapped to an address outside.' },
  'orphan-object': { isLoss: true, sentence: 'It belongs to a calendar that no home has.' },
  unreadable: { isLoss: true, sentence: 'The stored text is damaged beyond repair.' },
  'no-event': { isLoss: true, sentence: 'The stored text holds nothing that could be shown in a calendar.' },
  task: { isLoss: true, sentence: 'A task (reminder); tasks are not migrated yet.' },
  journal: { isLoss: true, sentence: 'A journal entry; Exchange has nothing like it.' },
  poll: { isLoss: true, sentence: 'A poll about dates; Exchange has nothing like it.' },
  availability: { isLoss: true, sentence: 'Working hours; Exchange keeps them with the mailbox’s settings.' },
} as const satisfies Record<string, { readonly isLoss: boolean; readonly sentence: string }>;

type SkipReason = keyof typeof SKIP_REASONS;

function isSkipReason(reason: string): reason is SkipReason {
  return Object.hasOwn(SKIP_REASONS, reason);
}

/** The sentence of a reason; the reason itself when nobody has worded it. */
export function skipSentence(reason: string): string {
  return isSkipReason(reason) ? SKIP_REASONS[reason].sentence : reason;
}

export function isLoss(reason: string): boolean {
  return !isSkipReason(reason) || SKIP_REASONS[reason].isLoss;
}
