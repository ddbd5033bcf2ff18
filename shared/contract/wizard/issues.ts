import type { Issue } from './steps.ts';

interface IssueEntry {
  readonly level: Issue['level'];
  readonly sentence: string;
  readonly remedy: string;
}

/** Everything a step may say about itself. `{placeholders}` are filled by the step; codes are never reused or renamed. */
export const ISSUES = {
  SOURCE_HOST_MISSING: { level: 'blocking', sentence: 'The server is not named.', remedy: 'Enter its name or address.' },
  SOURCE_PORT_INVALID: { level: 'blocking', sentence: 'The port is not a number from 1 to 65535.', remedy: 'PostgreSQL usually has 5432.' },
  SOURCE_DATABASE_UNNAMED: { level: 'blocking', sentence: 'The database is not named.', remedy: 'Apple’s is called caldav.' },
  SOURCE_USER_MISSING: { level: 'blocking', sentence: 'The user is not named.', remedy: 'Apple’s own role is caldav.' },
  SOURCE_DUMP_MISSING: {
    level: 'blocking',
    sentence: 'The dump file is not named.',
    remedy: 'Choose the .sql or .sql.gz file that pg_dump wrote.',
  },
  SOURCE_NOT_ENCRYPTED: {
    level: 'warning',
    sentence: 'The password and all calendars travel to {host} unencrypted.',
    remedy: 'Choose an encrypted connection, or go on if you trust the network in between.',
  },
  SOURCE_TEST_FAILED: {
    level: 'warning',
    sentence: 'The last test failed: {what}',
    remedy: 'Do what the failed check says, then test again.',
  },
  SNAPSHOT_NOT_TAKEN: {
    level: 'blocking',
    sentence: 'The calendars have not been read yet.',
    remedy: 'Take the snapshot; after it the server may be switched off.',
  },
  SNAPSHOT_NOTES: {
    level: 'info',
    sentence: '{count} rows of the source are damaged or odd.',
    remedy: 'Each costs no more than itself; the list and the report name them.',
  },
  DIRECTORY_NONE: {
    level: 'warning',
    sentence: 'No directory is named: names and addresses come from the events alone.',
    remedy: 'Add an export of the directory, or the directory server; people without an address must be decided by hand.',
  },
  DIRECTORY_URL_INVALID: { level: 'blocking', sentence: 'The server’s address is not like ldaps://od.example.com.', remedy: 'Correct it.' },
  DIRECTORY_PASSWORD_MISSING: {
    level: 'blocking',
    sentence: 'The password of {user} is not known.',
    remedy: 'Enter it, or leave the login empty.',
  },
  DIRECTORY_NOT_READ: { level: 'blocking', sentence: 'What is named here has not been read yet.', remedy: 'Read the directory.' },
  DIRECTORY_PART_FAILED: {
    level: 'warning',
    sentence: '{origin} could not be read.',
    remedy: 'Its row says why; without it some people may stay unknown.',
  },
  TARGET_URL_INVALID: {
    level: 'blocking',
    sentence: 'The EWS address is not like https://mail.example.com/EWS/Exchange.asmx.',
    remedy: 'Correct it.',
  },
  TARGET_NOT_HTTPS: { level: 'blocking', sentence: 'The EWS address is not encrypted.', remedy: 'It must begin with https://.' },
  TARGET_USER_MISSING: {
    level: 'blocking',
    sentence: 'The service account is not named.',
    remedy: 'Enter it like svc@example.com or EXAMPLE\\svc.',
  },
  TARGET_PASSWORD_MISSING: { level: 'blocking', sentence: 'The password of the service account is not known.', remedy: 'Enter it.' },
  TARGET_TENANT_MISSING: {
    level: 'blocking',
    sentence: 'The tenant is not named.',
    remedy: 'Enter its id or domain, like contoso.onmicrosoft.com.',
  },
  TARGET_CLIENT_MISSING: {
    level: 'blocking',
    sentence: 'The application is not named.',
    remedy: 'Enter its client id from Microsoft Entra.',
  },
  TARGET_CREDENTIAL_MISSING: {
    level: 'blocking',
    sentence: 'The application has no secret and no certificate.',
    remedy: 'Enter the secret, or choose the PEM file.',
  },
  TARGET_NOT_TESTED: {
    level: 'blocking',
    sentence: 'The way to Exchange has not been tried with these settings.',
    remedy: 'Try it; nothing is written.',
  },
  TARGET_TEST_FAILED: {
    level: 'blocking',
    sentence: 'The last try failed: {what}',
    remedy: 'Do what the failed check says, then try again.',
  },
  TARGET_MAILBOXES_FAILED: {
    level: 'warning',
    sentence: '{count} mailboxes cannot be opened.',
    remedy: 'Each says why. What belongs into them is not written until they can.',
  },
  TARGET_RETIREMENT: {
    level: 'warning',
    sentence: 'Exchange Online closes EWS for good on 1 April 2027, in {days} days.',
    remedy: 'Run, delta and undo all need EWS: finish all three before.',
  },
  TARGET_RETIRED: {
    level: 'blocking',
    sentence: 'Exchange Online closed EWS on 1 April 2027.',
    remedy: 'Godwit can write to Exchange on premises only.',
  },
  MAPPING_DECIDE: { level: 'blocking', sentence: '{count} rows need your decision.', remedy: 'They come first in the table.' },
  MAPPING_CONFIRM: {
    level: 'warning',
    sentence: '{count} mailboxes are guesses nobody has confirmed.',
    remedy: 'Look at them, then confirm.',
  },
  MAPPING_LOOK: { level: 'info', sentence: '{count} rows deserve a look.', remedy: 'Filter the table by what was found.' },
  MAPPING_NOT_MADE: { level: 'blocking', sentence: 'There is no mapping yet.', remedy: 'Let Godwit suggest one.' },
  OPTIONS_DATE_INVALID: {
    level: 'blocking',
    sentence: '«{value}» is not a date like 2015-01-01.',
    remedy: 'Correct it, or leave it empty.',
  },
  OPTIONS_DATES_CROSSED: { level: 'blocking', sentence: 'The scope ends before it begins.', remedy: 'Correct one of the dates.' },
  OPTIONS_TIME_INVALID: {
    level: 'blocking',
    sentence: '«{value}» is not a time like 2027-01-16T18:00:00Z.',
    remedy: 'Correct it, or leave it empty.',
  },
  OPTIONS_HORIZON_INVALID: {
    level: 'blocking',
    sentence: 'The horizon is not a number of months from 1 to 120.',
    remedy: 'Two years are 24.',
  },
  OPTIONS_SCOPE_EMPTY: { level: 'blocking', sentence: 'No mailbox is chosen.', remedy: 'Choose some, or all.' },
  OPTIONS_SCOPE_UNKNOWN: {
    level: 'warning',
    sentence: '{count} chosen mailboxes are not in the mapping: {examples}.',
    remedy: 'Nothing is written for them.',
  },
  OPTIONS_TITLE_INVALID: {
    level: 'blocking',
    sentence: 'The title of travel blocks is empty.',
    remedy: 'Enter one; {{subject}} stands for the event’s own title.',
  },
  OPTIONS_TIME_ZONE_UNKNOWN: { level: 'blocking', sentence: '«{value}» is not a time zone.', remedy: 'Choose one like Europe/Berlin.' },
  PLAN_NOT_MADE: { level: 'blocking', sentence: 'There is no plan yet.', remedy: 'Make the plan; nothing is written.' },
  PLAN_OUTDATED: {
    level: 'blocking',
    sentence: 'The plan was made before the {what} changed.',
    remedy: 'Make the plan again, then look at it once more.',
  },
  PLAN_DECISIONS: {
    level: 'warning',
    sentence: '{count} decisions are open; what depends on them is left out.',
    remedy: 'Decide them in the mapping, then plan again.',
  },
  PLAN_LOSSES: {
    level: 'warning',
    sentence: '{count} objects are left out that somebody may miss.',
    remedy: 'The list says why for each.',
  },
  PLAN_CROSSING: {
    level: 'info',
    sentence: '{count} meetings wait, because some of their people are out of scope.',
    remedy: 'The options say which mailboxes would close the set.',
  },
  RUN_NOT_STARTED: { level: 'blocking', sentence: 'Nothing has been written yet.', remedy: 'Start with a pilot.' },
  RUN_UNFINISHED: {
    level: 'warning',
    sentence: '{count} items are not written yet.',
    remedy: 'Go on with the run; nothing is written twice.',
  },
  RUN_REFUSED: { level: 'warning', sentence: 'Exchange refused {count} items.', remedy: 'Do what their cause says, then retry them.' },
  VERIFY_NOT_DONE: { level: 'info', sentence: 'Nothing has been read back yet.', remedy: 'Verify.' },
  VERIFY_DIFFERENCES: { level: 'warning', sentence: '{count} differences were found.', remedy: 'They are listed by cause.' },
} as const satisfies Record<string, IssueEntry>;

export type IssueCode = keyof typeof ISSUES;

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{\{(\w+)\}\}|\{(\w+)\}/g, (placeholder, verbatim: string | undefined, name: string | undefined) =>
    verbatim === undefined ? String(values[name ?? ''] ?? placeholder) : `{${verbatim}}`,
  );
}

/** An issue of a step, in words. */
export function issue(code: IssueCode, field = '', values: Readonly<Record<string, string | number>> = {}): Issue {
  const { level, sentence, remedy } = ISSUES[code];
  return { code, level, field, sentence: fill(sentence, values), remedy: fill(remedy, values), isAcknowledged: false };
}
