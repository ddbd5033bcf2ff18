import type { ErrorEntry } from './entry.ts';

/** Errors of the plan and of what is done with it. */
export const PLAN_ERRORS = {
  PLAN_MISSING: {
    kind: 'config',
    exit: 64,
    sentence: 'The project {path} has no plan yet.',
    remedy: 'Run `godwit plan` first.',
  },
  PLAN_STALE: {
    kind: 'config',
    exit: 64,
    sentence: 'The plan was made from an earlier {what} than the project holds now.',
    remedy: 'Run `godwit plan` again, then look at the preview once more.',
  },
  PLAN_DECISIONS_OPEN: {
    kind: 'config',
    exit: 2,
    sentence: 'The plan is sealed, but {count} decisions are open: {examples}.',
    remedy: 'Decide them in the mapping (`godwit mapping export`, edit, `godwit mapping import`), then plan again.',
  },
  PLAN_DIFFERS: {
    kind: 'bug',
    exit: 1,
    sentence: 'The sealed plan cannot be shown as it was sealed: {count} items come out differently with this Godwit ({what}).',
    remedy: 'Use the Godwit version that made the plan ({version}), or plan again.',
  },
  PLAN_UNKNOWN_MAILBOX: {
    kind: 'config',
    exit: 64,
    sentence: 'The plan has no mailbox {mailbox}.',
    remedy: 'Name one of the mapped mailboxes; `godwit mapping export` lists them.',
  },
  REPORT_UNWRITABLE: {
    kind: 'config',
    exit: 1,
    sentence: 'The report cannot be written to {path}: {reason}.',
    remedy: 'Name a folder that exists and may be written.',
  },
} as const satisfies Record<string, ErrorEntry>;
