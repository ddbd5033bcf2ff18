import type { NoteEntry } from './note.ts';
import { ICAL_NOTES } from './notes/ical.ts';
import { PEOPLE_NOTES } from './notes/people.ts';
import { PLAN_NOTES } from './notes/plan.ts';
import { PROPERTY_NOTES } from './notes/properties.ts';
import { RECURRENCE_NOTES } from './notes/recurrence.ts';
import { SNAPSHOT_NOTES } from './notes/snapshot.ts';
import { TIME_ZONE_NOTES } from './notes/timeZone.ts';
import { TRAVEL_NOTES } from './notes/travel.ts';

/** The closed catalogue of note codes, by subject. A code is never reused or renamed. */
export const NOTE_CATALOGUE = {
  ...SNAPSHOT_NOTES,
  ...ICAL_NOTES,
  ...TIME_ZONE_NOTES,
  ...RECURRENCE_NOTES,
  ...PROPERTY_NOTES,
  ...PEOPLE_NOTES,
  ...TRAVEL_NOTES,
  ...PLAN_NOTES,
} as const satisfies Record<string, NoteEntry>;

export type NoteCode = keyof typeof NOTE_CATALOGUE;
