import type { ErrorEntry } from './entry.ts';

/** Errors of the source: a Calendar Server database, live or as a dump. */
export const SOURCE_ERRORS = {
  SOURCE_MISSING: {
    kind: 'config',
    exit: 64,
    sentence: 'The config file names no source.',
    remedy: 'Add "source" with the dump or the PostgreSQL to read; the README has an example.',
  },
  SOURCE_UNREACHABLE: {
    kind: 'transient',
    exit: 1,
    sentence: 'No PostgreSQL answers at {address}: {reason}.',
    remedy:
      'Check host, port and firewall. On the Mac itself the database listens on a Unix socket only; read a dump or a restored copy instead.',
  },
  SOURCE_LOGIN_FAILED: {
    kind: 'config',
    exit: 1,
    sentence: 'PostgreSQL at {address} refuses the login of {user}.',
    remedy: 'Check user name and password (Apple’s own role is `caldav`), and the server’s pg_hba.conf.',
  },
  SOURCE_DATABASE_MISSING: {
    kind: 'config',
    exit: 1,
    sentence: 'PostgreSQL at {address} has no database {database}.',
    remedy: 'Apple’s database is called `caldav`; `psql -l` lists those that exist.',
  },
  SOURCE_TLS_FAILED: {
    kind: 'config',
    exit: 1,
    sentence: 'No secure connection to PostgreSQL at {address}: {reason}.',
    remedy: 'Name the server’s CA with "caFile", connect by the name in its certificate, or set "tls" to "off" on a trusted network.',
  },
  SOURCE_CONNECTION_LOST: {
    kind: 'transient',
    exit: 1,
    sentence: 'The connection to the source broke off: {reason}.',
    remedy: 'Run the same command again; what was copied is kept and not copied twice.',
  },
  SOURCE_NOT_CALENDAR_SERVER: {
    kind: 'input',
    exit: 5,
    sentence: '{label} does not hold an Apple Calendar Server database: {missing} is missing.',
    remedy: 'Dump or name the database `caldav`, not `postgres` or another service’s database.',
  },
  SOURCE_SCHEMA_TOO_OLD: {
    kind: 'input',
    exit: 5,
    sentence: '{label} has schema version {version}; Godwit reads versions 6 to 66.',
    remedy:
      'Upgrade that Calendar Server to OS X 10.7.4 or later once, or export its calendars as iCalendar files and use `godwit convert`.',
  },
  SOURCE_SCHEMA_TOO_NEW: {
    kind: 'input',
    exit: 5,
    sentence: '{label} has schema version {version}, newer than any Calendar Server known (66).',
    remedy: 'Check that this is an Apple Calendar Server database, and whether a newer Godwit exists.',
  },
  SOURCE_COLUMN_MISSING: {
    kind: 'input',
    exit: 5,
    sentence: 'The table {table} of {label} lacks the column {column}.',
    remedy: 'The database is damaged or was altered by hand; take a fresh dump from the Mac.',
  },
  SOURCE_PERMISSION_DENIED: {
    kind: 'config',
    exit: 1,
    sentence: 'The login {user} may not read the table {table}.',
    remedy: 'Log in as `caldav`, or grant SELECT on the tables of schema public.',
  },
  DUMP_NOT_FOUND: {
    kind: 'input',
    exit: 5,
    sentence: 'The dump {path} cannot be read: {reason}.',
    remedy: 'Check path and permissions.',
  },
  DUMP_TRUNCATED: {
    kind: 'input',
    exit: 5,
    sentence: 'The dump {path} ends too early: {where}.',
    remedy: 'Copy or make the dump again; a whole one ends with "PostgreSQL database dump complete".',
  },
  DUMP_CORRUPT: {
    kind: 'input',
    exit: 5,
    sentence: 'The dump {path} is damaged: {reason}.',
    remedy: 'Copy or make the dump again.',
  },
  DUMP_NOT_A_DUMP: {
    kind: 'input',
    exit: 5,
    sentence: '{path} is not a PostgreSQL dump: {reason}.',
    remedy:
      'Make one on the Mac: sudo -u _calendar pg_dump -h /var/run/caldavd/PostgresSocket -U caldav --no-owner --no-privileges caldav | gzip > caldav.sql.gz',
  },
  DUMP_CUSTOM_FORMAT: {
    kind: 'input',
    exit: 5,
    sentence: '{path} is in pg_dump’s custom format, and no pg_restore was found to read it.',
    remedy: 'Run this where PostgreSQL is installed, then use its output: pg_restore -f caldav.sql "{path}"',
  },
  DUMP_TAR_FORMAT: {
    kind: 'input',
    exit: 5,
    sentence: '{path} is in pg_dump’s tar format, and no pg_restore was found to read it.',
    remedy: 'Run this where PostgreSQL is installed, then use its output: pg_restore -f caldav.sql "{path}"',
  },
  DUMP_UTF16: {
    kind: 'input',
    exit: 5,
    sentence: '{path} was written as UTF-16, as PowerShell’s ">" does.',
    remedy: 'Make the dump again with pg_dump -f caldav.sql instead of ">", or in cmd.exe.',
  },
  DUMP_ENCODING_UNKNOWN: {
    kind: 'input',
    exit: 5,
    sentence: 'The dump {path} is in the encoding {encoding}, which Godwit does not know.',
    remedy: 'Make the dump again with pg_dump -E UTF8.',
  },
  DUMP_TWO_DATABASES: {
    kind: 'input',
    exit: 5,
    sentence: 'The dump {path} holds two Calendar Server databases, {first} and {second}.',
    remedy: 'Dump the one that is to be migrated by its own name: pg_dump caldav, instead of pg_dumpall.',
  },
  DUMP_COLUMNS_UNKNOWN: {
    kind: 'input',
    exit: 5,
    sentence: 'The dump {path} does not say which columns its data of the table {table} are.',
    remedy: 'Make the dump again without --data-only, or with --column-inserts.',
  },
  DUMP_RESTORE_FAILED: {
    kind: 'input',
    exit: 5,
    sentence: 'pg_restore cannot read the dump {path}: {reason}.',
    remedy: 'Use the pg_restore of the PostgreSQL version that made the dump or a newer one, or make a plain dump without -F.',
  },
  SOURCE_QUERY_FAILED: {
    kind: 'input',
    exit: 5,
    sentence: 'PostgreSQL at {address} cannot read the table {table}: {reason}.',
    remedy: 'Look at the server’s log; if the table is damaged there, use the newest dump that is whole.',
  },
  SOURCE_CHANGED: {
    kind: 'config',
    exit: 4,
    sentence: 'The source has changed since the snapshot of {takenAt}: {count} objects ({examples}).',
    remedy:
      'Nothing was written. Run `godwit delta`, which takes a snapshot again and carries the changes; or run without --check-source to write the snapshot as it is.',
  },
} as const satisfies Record<string, ErrorEntry>;
