import type { ErrorEntry } from './entry.ts';

/** Errors of the directory side. */
export const DIRECTORY_ERRORS = {
  DIRECTORY_FILE_UNREADABLE: {
    kind: 'input',
    exit: 5,
    sentence: 'The directory file {path} cannot be read: {reason}.',
    remedy: 'Check path and permissions of the files named under "directory".',
  },
  DIRECTORY_FILE_UNRECOGNISED: {
    kind: 'input',
    exit: 5,
    sentence: '{path} is no directory export Godwit knows.',
    remedy:
      'Use dscl -plist -readall, dsexport, slapcat (LDIF), resources.xml, augments.xml, or a CSV with columns like type,guid,shortname,fullname,email.',
  },
  DIRECTORY_FILE_BINARY_PLIST: {
    kind: 'input',
    exit: 5,
    sentence: '{path} is a binary property list.',
    remedy: 'Convert it on the Mac: plutil -convert xml1 -o users.plist "{path}"',
  },
  DIRECTORY_FILE_DAMAGED: {
    kind: 'input',
    exit: 5,
    sentence: 'The directory file {path} is damaged: {reason}.',
    remedy: 'Export or copy it again.',
  },
  DIRECTORY_UNREACHABLE: {
    kind: 'transient',
    exit: 1,
    sentence: 'No directory server answers at {address}: {reason}.',
    remedy: 'Check address, port and firewall (389 for ldap, 636 for ldaps), or use an export of the directory instead.',
  },
  DIRECTORY_TLS_FAILED: {
    kind: 'config',
    exit: 1,
    sentence: 'No secure connection to the directory at {address}: {reason}.',
    remedy:
      'Name the directory’s CA with "caFile", or trust this one certificate with "fingerprint": "{fingerprint}" after comparing it with the server’s. Servers that speak TLS 1.0 only are better read through an export.',
  },
  DIRECTORY_LOGIN_FAILED: {
    kind: 'config',
    exit: 1,
    sentence: 'The directory at {address} refuses the login of {user}.',
    remedy: 'Check "bindDn" (like uid=diradmin,cn=users,dc=od,dc=example,dc=com) and the password.',
  },
  DIRECTORY_REFUSED: {
    kind: 'config',
    exit: 1,
    sentence: 'The directory at {address} does not answer {user}: {reason}.',
    remedy: 'Set "bindDn" and "passwordEnv", use ldaps:// if the server wants encryption, or use an export of the directory.',
  },
  DIRECTORY_CLEARTEXT_PASSWORD: {
    kind: 'config',
    exit: 64,
    sentence: 'The password of {user} would travel to {address} unencrypted.',
    remedy: 'Use ldaps://, set "startTls": true, or leave out "bindDn": Open Directory usually answers without a login.',
  },
  DIRECTORY_BASE_MISSING: {
    kind: 'config',
    exit: 1,
    sentence: 'The directory at {address} shows {user} no entry {baseDn}.',
    remedy: 'Correct or leave out "baseDn"; if it is right, the server hides it: set "bindDn" and "passwordEnv".',
  },
  DIRECTORY_NO_SUFFIX: {
    kind: 'config',
    exit: 1,
    sentence: 'The directory at {address} does not say where its entries are.',
    remedy: 'Set "baseDn", like dc=od,dc=example,dc=com.',
  },
  DIRECTORY_FAILED: {
    kind: 'transient',
    exit: 1,
    sentence: 'The directory at {address} failed: {reason}.',
    remedy: 'Try again; if it stays, use an export of the directory.',
  },
  DIRECTORY_NOBODY_FOUND: {
    kind: 'config',
    exit: 1,
    sentence: 'The directory at {address} knows none of the {count} owners of calendars it was asked for.',
    remedy:
      'Correct or leave out "baseDn"; name caldavd.plist under "files" where the server does not use apple-generateduid; if the server hides people, set "bindDn" and "passwordEnv".',
  },
  HANDOFF_UNWRITABLE: {
    kind: 'config',
    exit: 1,
    sentence: 'The hand-off cannot be written to {path}: {reason}.',
    remedy: 'Name a folder with --out that exists or can be made, and that you may write.',
  },
  TABLE_FILE_UNREADABLE: {
    kind: 'input',
    exit: 5,
    sentence: 'The table {path} cannot be read: {reason}.',
    remedy: 'Check path and permissions.',
  },
  TABLE_FILE_UNWRITABLE: {
    kind: 'config',
    exit: 1,
    sentence: 'The table {path} cannot be written: {reason}.',
    remedy: 'Close it in Excel if it is open there, check the folder’s permissions and free space.',
  },
  MAPPING_MISSING: {
    kind: 'config',
    exit: 64,
    sentence: 'The project has no mapping yet.',
    remedy: 'Run `godwit mapping suggest` (or `mapping import`) first.',
  },
  MAPPING_DIRECTORY_FAILED: {
    kind: 'config',
    exit: 5,
    sentence: 'There is no mapping yet, and the directory {origin} cannot be read: {sentence}',
    remedy: 'Run `godwit check`, correct "directory" in the config file, or make the mapping without it: `godwit mapping suggest`.',
  },
  MAPPING_VERSION_UNKNOWN: {
    kind: 'config',
    exit: 64,
    sentence: 'The project has no mapping version {version}.',
    remedy: 'The newest version is {newest}.',
  },
  MAPPING_MAILBOX_WRONG_KIND: {
    kind: 'config',
    exit: 2,
    sentence: '{mailbox} should be {wanted}, but is {found}.',
    remedy: 'Correct the mapping, or the mailbox (Set-Mailbox -Type Room, Regular or Equipment).',
  },
  MAPPING_FILE_INVALID: {
    kind: 'input',
    exit: 5,
    sentence: 'The mapping file {path} has {count} wrong lines: {problems}.',
    remedy: 'Correct these lines and import it again; nothing was changed.',
  },
} as const satisfies Record<string, ErrorEntry>;
