/**
 * transient: worth repeating. config: the operator must act. input: the data cannot be read. item: record it, go on. bug: stop and report.
 */
export type ErrorKind = 'transient' | 'config' | 'input' | 'item' | 'bug';

/** One row of the error tables. `sentence` and `remedy` may hold `{placeholders}`; `exit` is the process's exit code. */
export interface ErrorEntry {
  readonly kind: ErrorKind;
  readonly exit: 1 | 2 | 3 | 4 | 5 | 64 | 130;
  readonly sentence: string;
  readonly remedy: string;
}
