import type { ByteWindow } from './ByteWindow.ts';

/** A row longer than this is damage, not an event; it must not fill the memory. */
export const LONGEST_ROW = 64 * 1_024 * 1_024;

/** `more`: needs bytes that are not there yet. `end`: the data are over. `statement`: what is left of their statement follows. */
export type ReadState = 'more' | 'end' | 'statement';

/** Reads the data of one table out of a window, as far as they are there. */
export interface DataReader {
  read(window: ByteWindow): ReadState;
}
