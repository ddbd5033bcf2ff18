/**
 * Calendar user addresses as Calendar Server stores them (RFC 5545 §3.3.3; twistedcaldav/ical.py, txdav/who/directory.py):
 * `urn:x-uid:UID`, `urn:uuid:GUID`, `mailto:`, `/principals/__uids__/UID/`, `http(s)://host/principals/…`, and the
 * fake `mailto:HEX@do_not_reply` that hides a room's UID.
 */
export type CalendarUserAddress =
  | { readonly kind: 'principal'; readonly uid: string }
  | { readonly kind: 'mail'; readonly email: string }
  | { readonly kind: 'short-name'; readonly recordType: string; readonly shortName: string }
  | { readonly kind: 'other'; readonly value: string };

const GUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

/** True for `A579E95E-CDFE-4EBC-B7E7-F2158562170F`, in braces or not; UIDs of XML directories need not be GUIDs. */
export function isGuid(uid: string): boolean {
  return GUID.test(uid.trim());
}

/** A principal's UID in the one form that is compared: GUIDs in upper case without braces, other UIDs as they are. */
export function normalizePrincipalUid(uid: string): string {
  const trimmed = uid.trim();
  const guid = GUID.exec(trimmed)?.[1];
  return guid === undefined ? trimmed : guid.toUpperCase();
}

/** Lower-cased, trimmed SMTP address, or null when it cannot be one. */
export function normalizeEmail(value: string): string | null {
  const email = value.trim().replace(/^<|>$/g, '').toLowerCase();
  return /^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+$/.test(email) ? email : null;
}

/** The part behind the @ of a normalised address. */
export function emailDomain(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}

/** An address that can be mailed: valid, and not the stand-in that FakeResourceLocationEmail writes for rooms. */
export function usableEmail(value: string): string | null {
  const email = normalizeEmail(value.replace(/^(?:mailto|smtp):/i, ''));
  return email === null || emailDomain(email) === 'do_not_reply' ? null : email;
}

function unhex(text: string): string | null {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return null;
  const decoded = text.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
  return /^[\x21-\x7e]+$/.test(decoded) ? decoded : null;
}

function parsePrincipalPath(path: string): CalendarUserAddress | null {
  const parts = path.split('/').filter((part) => part !== '');
  const at = parts.indexOf('principals');
  const type = parts[at + 1];
  const name = parts[at + 2];
  if (at < 0 || type === undefined || name === undefined) return null;
  const decoded = decodePath(name);
  if (type === '__uids__' || type === '__uuids__') return { kind: 'principal', uid: normalizePrincipalUid(decoded) };
  return { kind: 'short-name', recordType: type, shortName: decoded };
}

function decodePath(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Understands the value of ORGANIZER or ATTENDEE. Never throws; what it cannot understand is `other`, verbatim. */
export function parseCalendarUserAddress(raw: string): CalendarUserAddress {
  const value = raw.trim();
  const urn = /^urn:(?:x-uid|uuid):(.+)$/i.exec(value)?.[1];
  if (urn !== undefined) return { kind: 'principal', uid: normalizePrincipalUid(urn) };
  const mail = /^mailto:(.*)$/i.exec(value)?.[1] ?? (value.includes('@') && !value.includes('/') ? value : null);
  if (mail !== null) return parseMail(decodePath(mail), value);
  if (/^https?:\/\//i.test(value) || value.startsWith('/')) return parsePrincipalPath(value) ?? { kind: 'other', value };
  return { kind: 'other', value };
}

function parseMail(mail: string, raw: string): CalendarUserAddress {
  const fake = /^(.+)@do_not_reply$/i.exec(mail.trim())?.[1];
  if (fake !== undefined) return { kind: 'principal', uid: normalizePrincipalUid(unhex(fake) ?? fake) };
  const email = normalizeEmail(mail);
  return email === null ? { kind: 'other', value: raw } : { kind: 'mail', email };
}

/** One string per address, equal for equal people: what maps and sets are keyed by. */
export function addressKey(address: CalendarUserAddress): string {
  switch (address.kind) {
    case 'principal':
      return `uid:${address.uid}`;
    case 'mail':
      return `mailto:${address.email}`;
    case 'short-name':
      return `short:${address.recordType}/${address.shortName.toLowerCase()}`;
    case 'other':
      return `other:${address.value}`;
  }
}

/** Reads a key back: `addressKey(parseAddressKey(key)) === key`. Values that are no key are read as calendar user addresses. */
export function parseAddressKey(key: string): CalendarUserAddress {
  const [, scheme, value] = /^(uid|short|other):(.+)$/s.exec(key.trim()) ?? [];
  if (scheme === 'uid' && value !== undefined) return { kind: 'principal', uid: normalizePrincipalUid(value) };
  if (scheme === 'other' && value !== undefined) return { kind: 'other', value };
  if (scheme === 'short' && value !== undefined) {
    const slash = value.indexOf('/');
    return { kind: 'short-name', recordType: value.slice(0, Math.max(slash, 0)), shortName: value.slice(slash + 1) };
  }
  return parseCalendarUserAddress(key);
}
