import { readdirSync, readFileSync } from 'node:fs';
import { decodeCalendarBytes } from '../../shared/ical/decodeCalendarBytes.ts';
import { seededRandom } from '../sample/random.ts';
import { CHOSEN_OBJECTS } from './chosenObjects.ts';
import { randomObject } from './randomObject.ts';

const FOLDER = new URL('../fixtures/ics/', import.meta.url);

/** Texts worth damaging: every quirk on record, rules of all kinds. */
export function hostileSeeds(): readonly string[] {
  const fixtures = readdirSync(FOLDER).map((file) => decodeCalendarBytes(readFileSync(new URL(file, FOLDER))).text);
  const random = Array.from({ length: 200 }, (_unused, seed) => randomObject(seededRandom(seed)).text);
  return [...fixtures, ...CHOSEN_OBJECTS.map(({ text }) => text), ...random];
}
