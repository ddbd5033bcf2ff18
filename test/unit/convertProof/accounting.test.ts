import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { convertText, type ConvertedText } from '../../../electron/usecases/convert/convertText.ts';
import { accountFor } from '../../../shared/convert/account.ts';
import { ALARM_FATES, PARAMETER_FATES, PROPERTY_FATES, type Fate } from '../../../shared/convert/accountTable.ts';
import type { Note } from '../../../shared/domain/note.ts';
import { CONTEXT } from '../../oracle/context.ts';
import { hostileSeeds } from '../../oracle/hostileSeeds.ts';
import { mutatedText } from '../../oracle/mutate.ts';
import { seededRandom } from '../../sample/random.ts';

const COUNT = Number(process.env['GODWIT_RUNS'] ?? '1000');
const FIRST_SEED = Number(process.env['GODWIT_SEED'] ?? '20261120');
const OWNER = 'B950A1E8-2281-5476-BE6D-2A6F950D6639';

type Fates = ReadonlyMap<string, Fate>;
/** jCal (RFC 7265): name, properties, components. */
type Component = readonly [
  string,
  readonly (readonly [string, Readonly<Record<string, unknown>>, string, ...unknown[]])[],
  readonly Component[],
];

/** Which properties and parameters nobody accounts for: in no table, and in no note. */
function unaccounted(entries: Iterable<readonly [Fates, string, readonly string[]]>, notes: readonly Note[]): readonly string[] {
  const noted = new Set(notes.map(({ property }) => property));
  return [...entries].flatMap(([fates, name, parameters]) => {
    if (noted.has(name)) return [];
    if (!fates.has(name)) return [name];
    return parameters.map((parameter) => `${name};${parameter}`).filter((place) => !isKnown(place) && !noted.has(place));
  });
}

function isKnown(place: string): boolean {
  return PARAMETER_FATES.has(place.slice(place.indexOf(';') + 1));
}

function notesOf({ items, skipped, notes }: ConvertedText): readonly Note[] {
  return [...items, ...skipped, { notes }].flatMap((one) => one.notes);
}

/** What our own reader found in the objects of a text. */
function* readInventory({ objects }: ConvertedText): Generator<readonly [Fates, string, readonly string[]]> {
  for (const { read } of objects) {
    if (read.object === null) continue;
    const { master, overrides, calendarProperties } = read.object;
    for (const { name, parameters } of calendarProperties) yield [PROPERTY_FATES, name, Object.keys(parameters)];
    for (const event of master === null ? overrides : [master, ...overrides]) {
      for (const { name, parameters } of event.properties) yield [PROPERTY_FATES, name, Object.keys(parameters)];
      for (const alarm of event.alarms) {
        for (const { name, parameters } of alarm.properties) yield [ALARM_FATES, name, Object.keys(parameters)];
      }
    }
  }
}

/** What another parser finds in the events and alarms of a text. */
function* parsedInventory([component, properties, components]: Component): Generator<readonly [Fates, string, readonly string[]]> {
  const fates = component === 'valarm' ? ALARM_FATES : PROPERTY_FATES;
  if (['vevent', 'valarm', 'vcalendar'].includes(component)) {
    for (const [name, parameters] of properties) yield [fates, name.toUpperCase(), Object.keys(parameters).map((one) => one.toUpperCase())];
  }
  for (const inner of components) if (inner[0] === 'vevent' || inner[0] === 'valarm') yield* parsedInventory(inner);
}

function parsed(text: string): Component | null {
  try {
    const found = ICAL.parse(text) as unknown as Component;
    return found[0] === 'vcalendar' ? found : null;
  } catch {
    return null;
  }
}

/** A copy that became nothing says so with its reason, and of two versions of an event only one counts. */
function isWhole({ items, skipped }: ConvertedText, notes: readonly Note[]): boolean {
  return items.length > 0 && skipped.length === 0 && !notes.some(({ code }) => code === 'component-superseded');
}

describe('every property and parameter', () => {
  it('is carried, derived, ignored by a rule, or noted: as another parser lists them', () => {
    let checked = 0;
    for (const text of hostileSeeds()) {
      const calendar = parsed(text);
      const converted = convertText({ name: 'x.ics', text, owner: OWNER, context: CONTEXT });
      const notes = notesOf(converted);
      if (calendar === null || !isWhole(converted, notes)) continue;
      checked += 1;
      expect([text, unaccounted(parsedInventory(calendar), notes)]).toEqual([text, []]);
    }
    expect(checked).toBeGreaterThan(250);
  }, 600_000);

  it('of damaged texts too, and what is noted stands with the items or with what was skipped', () => {
    const texts = hostileSeeds();
    const faults: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed += 1) {
      const converted = convertText({ name: 'x.ics', text: mutatedText(seededRandom(seed), texts), owner: OWNER, context: CONTEXT });
      if (converted.items.length === 0 || converted.skipped.length > 0) continue;
      const notes = notesOf(converted);
      const wanted = converted.objects.flatMap(({ read }) => (read.object === null ? [] : accountFor(read.object)));
      const said = new Set(notes.map(({ code, property }) => `${code} ${property}`));
      const lost = [
        ...unaccounted(readInventory(converted), notes),
        ...wanted.map(({ code, property }) => `${code} ${property}`).filter((one) => !said.has(one)),
      ];
      if (lost.length > 0) faults.push(`seed ${seed}: ${lost.join()}`);
    }
    expect(faults).toEqual([]);
  }, 600_000);
});
