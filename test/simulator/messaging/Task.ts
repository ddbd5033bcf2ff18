import type { Letter } from './deliver.ts';

/** Work the server does by itself, some time after a request. Survives the death of the process. */
export type Task =
  | { readonly kind: 'deliver'; readonly letter: Letter; readonly mailbox: number }
  /** The Calendar Attendant looks at a mail that has arrived. */
  | { readonly kind: 'attend'; readonly item: number };
