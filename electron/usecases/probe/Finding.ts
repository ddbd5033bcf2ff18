/** What an experiment found out. `not-tried`: with the reason; `failed`: the target did not let it come to an answer. */
export interface Finding {
  readonly answer: 'yes' | 'no' | 'partly' | 'not-tried' | 'failed';
  /** What was seen, in words. */
  readonly detail: string;
}
