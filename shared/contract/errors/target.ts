import type { ErrorEntry } from './entry.ts';

/** Errors of the target side. */
export const TARGET_ERRORS = {} as const satisfies Record<string, ErrorEntry>;
