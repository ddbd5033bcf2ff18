import { normalizePrincipalUid } from '../domain/address.ts';
import { sha256 } from '../domain/sha256.ts';

/** What identifies an item for ever: never the server, the connection, an ordinal, the mailbox or the date. */
export interface ItemIdentity {
  /** The home's owner, as a principal UID. */
  readonly owner: string;
  /** Resource name of the calendar. */
  readonly calendar: string;
  /** Resource name of the object. */
  readonly resourceName: string;
  readonly uid: string;
  readonly role: 'organizer' | 'guest' | 'none';
  readonly part: string;
}

const FORMAT_VERSION = '1';

/** Resource names and UIDs may hold the separator themselves; two identities must never meet in one text. */
function escapeSeparator(field: string): string {
  return field.includes('|') || field.includes('\\') ? field.replace(/[\\|]/g, '\\$&') : field;
}

/** The item's key: stored in the ledger and on the Exchange item, and the only thing that says "this was written already". */
export function itemKey({ owner, calendar, resourceName, uid, role, part }: ItemIdentity): string {
  const person = escapeSeparator(normalizePrincipalUid(owner).toUpperCase());
  const place = `${escapeSeparator(calendar)}|${escapeSeparator(resourceName)}|${escapeSeparator(uid)}`;
  return sha256(`${FORMAT_VERSION}|${person}|${place}|${role}|${escapeSeparator(part)}`);
}
