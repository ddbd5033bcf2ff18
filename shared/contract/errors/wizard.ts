import type { ErrorEntry } from './entry.ts';

/** Errors of the wizard: between its window and the part that does the work. */
export const WIZARD_ERRORS = {
  BRIDGE_BROKEN: {
    kind: 'transient',
    exit: 1,
    sentence: 'The part of Godwit that does the work does not answer.',
    remedy: 'Nothing is lost. Reload the window; if that does not help, quit Godwit and open the project again.',
  },
  BRIDGE_REFUSED: {
    kind: 'bug',
    exit: 1,
    sentence: 'The window asked for something that does not exist or is not allowed: {what}.',
    remedy: 'Reload the window. If it happens again, please report it.',
  },
  WIZARD_NO_PROJECT: {
    kind: 'config',
    exit: 64,
    sentence: 'No project is open.',
    remedy: 'Open a project or make a new one.',
  },
  WIZARD_STEP_INCOMPLETE: {
    kind: 'config',
    exit: 64,
    sentence: 'This step is not complete: {what}.',
    remedy: 'Fill in what is marked, then try again.',
  },
  WIZARD_BUSY: {
    kind: 'transient',
    exit: 1,
    sentence: 'Godwit is still at work on this project: {what}.',
    remedy: 'Wait until it is done, or stop it; what it has done so far is kept.',
  },
  WIZARD_NOT_HERE: {
    kind: 'config',
    exit: 64,
    sentence: 'This is not possible here: {what}.',
    remedy: 'Use the desktop program.',
  },
  WIZARD_NOTHING_THERE: {
    kind: 'config',
    exit: 64,
    sentence: 'There is no {what} any more.',
    remedy: 'The list was made anew meanwhile; choose again.',
  },
  WIZARD_NOBODY_TO_ASK: {
    kind: 'config',
    exit: 64,
    sentence: 'Not asked: there is no snapshot yet, so nobody knows for whom.',
    remedy: 'Take the snapshot, then read the directory again.',
  },
  PROJECT_EXISTS: {
    kind: 'config',
    exit: 64,
    sentence: 'There is a file at {path} already.',
    remedy: 'Choose another name, or open that project.',
  },
  SECRET_MISSING: {
    kind: 'config',
    exit: 64,
    sentence: 'The password for {purpose} is not known.',
    remedy: 'Enter it in the step {step}. It is asked for again after a restart unless it is kept in the system’s store.',
  },
} as const satisfies Record<string, ErrorEntry>;
