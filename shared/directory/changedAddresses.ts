import { addressKey, parseCalendarUserAddress, usableEmail } from '../domain/address.ts';
import type { MappingRow } from '../domain/mappingRows.ts';
import { calendarKey } from './calendarTable.ts';
import type { MappingDifference } from './diffMapping.ts';
import type { PersonLine } from './scanPeople.ts';

/** Which changes of a mapping an event may depend on. */
export interface ChangedAddresses {
  /** Keys of the changed rows and calendars behind one object: whose it is, where it lies, and whom its text names. */
  touching(object: { readonly ownerUid: string; readonly calendar: string }, people: readonly PersonLine[]): readonly string[];
}

function shortKey(shortName: string): string {
  return `short:${shortName.toLowerCase()}`;
}

/** Everything a look-up can reach a row by: its own key, the mailboxes it leads to, its short name. */
function keysOf(row: MappingRow): string[] {
  return [
    row.source,
    ...(row.email === '' ? [] : [`mailto:${row.email}`]),
    ...(row.shortName === '' ? [] : [shortKey(row.shortName)]),
    ...row.memberUids.map((uid) => `uid:${uid}`),
  ];
}

function keysOfPerson({ value, email }: PersonLine): string[] {
  const address = parseCalendarUserAddress(value);
  const hint = usableEmail(email);
  return [
    addressKey(address),
    ...(address.kind === 'short-name' ? [shortKey(address.shortName)] : []),
    ...(hint === null ? [] : [`mailto:${hint}`]),
  ];
}

/** Generous on purpose: who is named here may be touched, and converting again tells whether it is. */
export function changedAddresses({ rows, calendars }: MappingDifference): ChangedAddresses {
  const sources = new Map<string, Set<string>>();
  const add = (key: string, source: string): void => {
    sources.set(key, (sources.get(key) ?? new Set()).add(source));
  };
  for (const { source, was, became } of rows) {
    for (const row of [was, became]) for (const key of row === null ? [] : keysOf(row)) add(key, source);
  }
  for (const change of calendars) add(calendarKey(change), calendarKey(change));
  return {
    touching: (object, people) => {
      const keys = [`uid:${object.ownerUid}`, calendarKey(object), ...people.flatMap(keysOfPerson)];
      return [...new Set(keys.flatMap((key) => [...(sources.get(key) ?? [])]))];
    },
  };
}
