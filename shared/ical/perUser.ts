import { ianaTimeZone } from '../domain/ianaTimeZone.ts';
import { normalizePrincipalUid } from '../domain/address.ts';
import { formatDateTime, parseDateTime } from './dateTime.ts';
import type { ICalComponent, ICalDateTime, ICalProperty } from './model.ts';
import { firstProperty, textValue } from './properties.ts';
import { recurrenceIdOf, recurrenceKey } from './recurrenceKey.ts';
import type { RepairLog } from './repairLog.ts';

/** The VEVENTs or VTODOs of one UID, one per occurrence. */
export interface Instances {
  readonly master: ICalComponent | null;
  readonly overrides: ReadonlyMap<string, ICalComponent>;
}

export interface MergedInstances extends Instances {
  /** Overrides that exist only because the owner's own data differ there. */
  readonly synthesized: ReadonlySet<ICalComponent>;
}

/** Calendar Server stores no more instances of a series (MaxAllowedInstances). */
const MOST_INSTANCES = 3000;
const NONE: ReadonlySet<ICalComponent> = new Set();
const RECURRENCE_PROPERTIES = new Set(['RRULE', 'RDATE', 'EXRULE', 'EXDATE', 'RECURRENCE-ID']);

/**
 * The owner's block of X-CALENDARSERVER-PERUSER data, or null. Blocks of others are the sharees' and no concern of the owner's
 * calendar. Without an owner (a file from anywhere) a single block is taken for theirs.
 */
export function chooseBlock(blocks: readonly ICalComponent[], ownerUid: string | null, log: RepairLog): ICalComponent | null {
  if (ownerUid === null) return blocks.length === 1 ? (blocks[0] ?? null) : null;
  const own = blocks.filter((block) => isSamePrincipal(textValue(block, 'X-CALENDARSERVER-PERUSER-UID'), ownerUid));
  if (own.length > 1) log.add('per-user-repeated', 'X-CALENDARSERVER-PERUSER');
  return own[0] ?? null;
}

function isSamePrincipal(one: string, other: string): boolean {
  return one === other || normalizePrincipalUid(one).toLowerCase() === normalizePrincipalUid(other).toLowerCase();
}

/**
 * Puts TRANSP, alarms and X- properties back where Calendar Server took them from when it stored the event
 * (twistedcaldav/datafilters/peruserdata.py): per occurrence where the block has one for it, else the series' own. An occurrence
 * that only differs in these data has no VEVENT of its own any more, and gets one again.
 */
export function mergePerUser(instances: Instances, block: ICalComponent | null, log: RepairLog): MergedInstances {
  if (block === null) return withDefaults(instances);
  const { ofMaster, byOccurrence } = blockInstances(block);
  const overrides = new Map<string, ICalComponent>();
  for (const [key, override] of instances.overrides) overrides.set(key, mergeComponent(override, byOccurrence.get(key) ?? ofMaster));
  const master = instances.master === null ? null : mergeComponent(instances.master, ofMaster);
  const missing = byOccurrence.size === 0 ? [] : [...byOccurrence].filter(([key]) => !overrides.has(key));
  if (missing.length === 0) return { master, overrides, synthesized: NONE };
  const synthesized = synthesize(instances.master, missing, log);
  for (const [key, override] of synthesized) overrides.set(key, override);
  return { master, overrides, synthesized: new Set(synthesized.values()) };
}

function synthesize(
  master: ICalComponent | null,
  missing: readonly (readonly [string, ICalComponent])[],
  log: RepairLog,
): ReadonlyMap<string, ICalComponent> {
  const made = new Map<string, ICalComponent>();
  const excluded = excludedKeys(master);
  for (const [key, data] of missing) {
    const derived = master === null || made.size >= MOST_INSTANCES ? null : deriveOverride(master, data, key, excluded);
    if (derived === null) log.add('per-user-instance-without-series', 'X-CALENDARSERVER-PERINSTANCE', textValue(data, 'RECURRENCE-ID'));
    else made.set(key, mergeComponent(derived, data));
  }
  return made;
}

function blockInstances(block: ICalComponent): {
  readonly ofMaster: ICalComponent | null;
  readonly byOccurrence: ReadonlyMap<string, ICalComponent>;
} {
  let ofMaster: ICalComponent | null = null;
  const byOccurrence = new Map<string, ICalComponent>();
  for (const instance of block.components) {
    if (instance.name !== 'X-CALENDARSERVER-PERINSTANCE') continue;
    const recurrenceId = recurrenceIdOf(instance);
    if (recurrenceId === null) ofMaster = instance;
    else if (recurrenceId !== 'unreadable') byOccurrence.set(recurrenceKey(recurrenceId), instance);
  }
  return { ofMaster, byOccurrence };
}

/** Apple's default for who has no data of their own: all-day events leave them free. */
function withDefaults({ master, overrides }: Instances): MergedInstances {
  const free = (component: ICalComponent): ICalComponent => {
    if (component.name !== 'VEVENT' || firstProperty(component, 'TRANSP') !== undefined) return component;
    const start = firstProperty(component, 'DTSTART');
    if (parseDateTime(start?.values[0] ?? '', null, start?.type)?.value.isDate !== true) return component;
    return {
      ...component,
      properties: [...component.properties, { name: 'TRANSP', parameters: {}, type: 'text', values: ['TRANSPARENT'] }],
    };
  };
  return {
    master: master === null ? null : free(master),
    overrides: new Map([...overrides].map(([key, override]) => [key, free(override)])),
    synthesized: NONE,
  };
}

function mergeComponent(component: ICalComponent, data: ICalComponent | null): ICalComponent {
  if (data === null) return component;
  const replaced = firstProperty(data, 'TRANSP') !== undefined;
  const properties = component.properties.filter(({ name }) => !replaced || name !== 'TRANSP');
  for (const property of data.properties) if (property.name !== 'RECURRENCE-ID') properties.push(property);
  return { name: component.name, properties, components: [...component.components, ...data.components] };
}

/** The master as it would stand at one occurrence; null where it has none (excluded, or not recurring). */
function deriveOverride(master: ICalComponent, data: ICalComponent, key: string, excluded: ReadonlySet<string>): ICalComponent | null {
  const start = firstProperty(master, 'DTSTART');
  const dtstart = start === undefined ? null : valueOf(start);
  const recurrenceId = recurrenceIdOf(data);
  if (start === undefined || dtstart === null || recurrenceId === null || recurrenceId === 'unreadable') return null;
  const recurs = master.properties.some(({ name }) => name === 'RRULE' || name === 'RDATE');
  if (excluded.has(key) || (!recurs && recurrenceKey(dtstart) !== key)) return null;
  const moved = inZoneOf(recurrenceId, dtstart);
  const shift = moved.wall - dtstart.wall;
  const properties = master.properties
    .filter(({ name }) => !RECURRENCE_PROPERTIES.has(name))
    .map((property) =>
      property.name === 'DTSTART' ? withTime(start, moved) : property.name === 'DTEND' ? shifted(property, shift) : property,
    );
  return { ...master, properties: [...properties, { ...withTime(start, moved), name: 'RECURRENCE-ID' }] };
}

function valueOf(property: ICalProperty): ICalDateTime | null {
  return parseDateTime(property.values[0] ?? '', property.parameters['TZID'] ?? null, property.type)?.value ?? null;
}

function excludedKeys(master: ICalComponent | null): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const property of master?.properties ?? []) {
    if (property.name !== 'EXDATE') continue;
    for (const value of property.values) {
      const exdate = parseDateTime(value, property.parameters['TZID'] ?? null, property.type);
      if (exdate !== null) keys.add(recurrenceKey(exdate.value));
    }
  }
  return keys;
}

/** The same instant on the clock of another time's zone, where both zones are known. */
function inZoneOf(time: ICalDateTime, other: ICalDateTime): ICalDateTime {
  if (time.isDate || time.tzid === other.tzid || time.tzid === null || other.tzid === null) return time;
  const from = ianaTimeZone(time.tzid);
  const to = ianaTimeZone(other.tzid);
  return from === null || to === null ? time : { ...time, wall: to.toWall(from.toInstant(time.wall)), tzid: other.tzid };
}

function shifted(property: ICalProperty, shift: number): ICalProperty {
  const value = valueOf(property);
  return value === null ? property : withTime(property, { ...value, wall: value.wall + shift });
}

function withTime(property: ICalProperty, time: ICalDateTime): ICalProperty {
  const { TZID: _, ...others } = property.parameters;
  const parameters = time.tzid === null || time.tzid === 'UTC' ? others : { ...others, TZID: time.tzid };
  return { ...property, parameters, values: [formatDateTime(time)] };
}
