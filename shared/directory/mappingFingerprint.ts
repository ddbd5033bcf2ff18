import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { CalendarRouteRow, MappingRow } from '../domain/mappingRows.ts';

/** Byte order of the serialised lines: the same on every machine, unlike a locale's. */
function hashLines(lines: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes([...lines].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)).join('\n'))));
}

/**
 * What conversion depends on, and nothing else: a new count of events or a reworded reason is no new mapping. The order of rows, members and
 * columns does not matter.
 */
export function mappingFingerprint(rows: readonly MappingRow[], calendars: readonly CalendarRouteRow[]): string {
  return hashLines([
    ...rows.map((row) =>
      JSON.stringify([
        'row',
        row.source,
        row.kind,
        row.name,
        row.shortName,
        row.decision,
        row.email,
        row.targetName,
        [...row.memberUids].sort(),
      ]),
    ),
    ...calendars.map((row) => JSON.stringify(['calendar', row.ownerUid, row.calendar, row.route, row.target, row.isTransparent])),
  ]);
}

/** sha256 over all of a version's content: what makes two saves one. */
export function mappingContentHash(rows: readonly MappingRow[], calendars: readonly CalendarRouteRow[]): string {
  return hashLines([
    mappingFingerprint(rows, calendars),
    ...rows.map((row) =>
      JSON.stringify([row.source, row.follows, row.rule, row.confidence, row.candidates, row.events, row.ownsHome, row.organizes]),
    ),
    ...calendars.map((row) => JSON.stringify([row.ownerUid, row.calendar, row.name, row.chosenBy])),
  ]);
}
