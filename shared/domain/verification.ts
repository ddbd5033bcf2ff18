/** Something that is not in Exchange as it was planned, or as the source shows it. */
export interface Difference {
  readonly mailbox: string;
  readonly key: string;
  readonly kind: 'missing' | 'extra' | 'different';
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

/** Two events that hold the same room at the same time. */
export interface DoubleBooking {
  readonly mailbox: string;
  readonly start: string;
  readonly end: string;
  readonly subject: string;
  readonly otherSubject: string;
  /** How often these two do; times and titles are of the first. */
  readonly times: number;
}

/** How many mailboxes are read, and how many items of each; null = all. */
export interface VerificationSample {
  readonly mailboxes: number | null;
  readonly items: number | null;
}

const FIGURES = [
  ...(['instancesSource', 'instancesFound', 'answersSource', 'answersFound'] as const),
  ...(['trackingSource', 'trackingFound', 'ownSource', 'ownFound'] as const),
];

/**
 * What the source knows, and how much of it Exchange shows. An answer has two places, the organizer's tracking and the guest's own copy
 * (a declined meeting: none); `answers` counts both, each in the mailbox where it was looked for.
 */
export type VerdictFigures = Readonly<Record<(typeof FIGURES)[number], number>>;

/** The figures of several mailboxes together. */
export function sumFigures(verdicts: Iterable<VerdictFigures>): VerdictFigures {
  const total = {
    ...{ instancesSource: 0, instancesFound: 0, answersSource: 0, answersFound: 0 },
    ...{ trackingSource: 0, trackingFound: 0, ownSource: 0, ownFound: 0 },
  };
  for (const verdict of verdicts) for (const figure of FIGURES) total[figure] += verdict[figure];
  return total;
}
