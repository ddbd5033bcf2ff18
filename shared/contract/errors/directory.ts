import type { ErrorEntry } from './entry.ts';

/** Errors of the directory side. */
export const DIRECTORY_ERRORS = {} as const satisfies Record<string, ErrorEntry>;
