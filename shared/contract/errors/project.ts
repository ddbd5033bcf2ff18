import type { ErrorEntry } from './entry.ts';

/** Errors of the project file. */
export const PROJECT_ERRORS = {
  PROJECT_NOT_FOUND: {
    kind: 'config',
    exit: 64,
    sentence: 'There is no project file at {path}.',
    remedy: 'Run `godwit snapshot` first, or correct "project" in the config file.',
  },
  PROJECT_NOT_A_PROJECT: {
    kind: 'config',
    exit: 5,
    sentence: '{path} is not a Godwit project file.',
    remedy: 'Name another file in "project"; this one is left untouched.',
  },
  PROJECT_NEWER: {
    kind: 'config',
    exit: 5,
    sentence: '{path} was written by a newer Godwit (format {found}, this one knows {known}).',
    remedy: 'Use the newer Godwit; this file is left untouched.',
  },
  PROJECT_CORRUPT: {
    kind: 'input',
    exit: 5,
    sentence: 'The project file {path} is damaged: {reason}.',
    remedy: 'Use a copy of it; if there is none, take a new snapshot into a new file.',
  },
  PROJECT_LOCKED: {
    kind: 'transient',
    exit: 1,
    sentence: 'The project file {path} is in use by another Godwit.',
    remedy: 'Wait until it is finished or stop it, then try again.',
  },
  PROJECT_READ_ONLY: {
    kind: 'config',
    exit: 1,
    sentence: 'Godwit may not write {path}.',
    remedy: 'Give yourself write permission on the file and its folder, or name another place in "project".',
  },
  PROJECT_DISK_FULL: {
    kind: 'config',
    exit: 1,
    sentence: 'The disk that holds {path} is full.',
    remedy:
      'Free some space (the snapshot needs about a third of the dump’s unpacked size, and as much again while it is taken), then run the same command again.',
  },
  PROJECT_DISK_FAILED: {
    kind: 'config',
    exit: 1,
    sentence: 'The disk that holds {path} reports an error: {reason}.',
    remedy: 'Check the disk or network share, or move the project to another one, then run the same command again.',
  },
  PROJECT_FOLDER_MISSING: {
    kind: 'config',
    exit: 64,
    sentence: 'The folder {folder} for the new project file does not exist.',
    remedy: 'Create the folder, or correct "project" in the config file.',
  },
  SNAPSHOT_MISSING: {
    kind: 'config',
    exit: 64,
    sentence: 'The project {path} has no snapshot yet.',
    remedy: 'Run `godwit snapshot` first.',
  },
} as const satisfies Record<string, ErrorEntry>;
