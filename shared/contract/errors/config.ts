import type { ErrorEntry } from './entry.ts';

/** Errors of the command line and the config file. */
export const CONFIG_ERRORS = {
  CONFIG_USAGE: { kind: 'config', exit: 64, sentence: '{message}', remedy: 'Run `godwit help` for the commands and their options.' },
  CONFIG_NOT_FOUND: {
    kind: 'config',
    exit: 64,
    sentence: 'The config file {path} cannot be read: {reason}.',
    remedy: 'Name an existing JSON file with --config.',
  },
  CONFIG_NOT_JSON: {
    kind: 'config',
    exit: 64,
    sentence: 'The config file {path} is not valid JSON: {reason}.',
    remedy: 'Correct the file; the README has an example.',
  },
  CONFIG_INVALID: {
    kind: 'config',
    exit: 64,
    sentence: 'The config file {path} has errors: {problems}.',
    remedy: 'Correct these entries; the README has an example.',
  },
  CONFIG_SECRET_MISSING: {
    kind: 'config',
    exit: 64,
    sentence: 'The environment variable {variable}, which should hold the password for {purpose}, is not set.',
    remedy: 'Set the variable, then run the command again.',
  },
  CONFIG_FILE_UNREADABLE: {
    kind: 'config',
    exit: 64,
    sentence: 'The file {path}, which the config file names, cannot be read: {reason}.',
    remedy: 'Correct the path in the config file, or the permissions of the file.',
  },
  INTERRUPTED: {
    kind: 'transient',
    exit: 130,
    sentence: 'Stopped at your request; everything done so far is kept.',
    remedy: 'Run the same command again to go on.',
  },
  INTERNAL: {
    kind: 'bug',
    exit: 1,
    sentence: 'Something unexpected happened inside Godwit: {message}.',
    remedy: 'Nothing was lost. Please report this with the command you ran.',
  },
} as const satisfies Record<string, ErrorEntry>;
