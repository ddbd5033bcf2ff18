import { sha256 } from '../../domain/sha256.ts';
import { timeZoneFromOffsets } from '../../domain/timeZone.ts';
import type { Instant, TimeZone } from '../../domain/timeZone.ts';
import type { ICalComponent } from '../../ical/model.ts';
import { textValue } from '../../ical/properties.ts';
import { readObservances } from './observance.ts';
import type { Observance } from './observance.ts';

interface Change {
  readonly from: Instant;
  readonly offset: number;
}

const zonesByComponent = new WeakMap<ICalComponent, { readonly zone: TimeZone | null }>();
const zonesByContent = new Map<string, TimeZone | null>();

/**
 * The zone a VTIMEZONE describes (RFC 5545 §3.6.5), or null when it describes none. Definitions of equal content share one zone,
 * because nearly every object of a calendar carries the same ones.
 */
export function customTimeZone(component: ICalComponent): TimeZone | null {
  const known = zonesByComponent.get(component);
  if (known !== undefined) return known.zone;
  const content = JSON.stringify([textValue(component, 'TZID'), component.components]);
  let zone = zonesByContent.get(content);
  if (zone === undefined) {
    zone = makeZone(textValue(component, 'TZID'), content, readObservances(component));
    zonesByContent.set(content, zone);
  }
  zonesByComponent.set(component, { zone });
  return zone;
}

function makeZone(tzid: string, content: string, observances: readonly Observance[]): TimeZone | null {
  const changes = changesOf(observances);
  const [first] = changes;
  if (first === undefined) return null;
  const id = `${tzid}#${sha256(content).slice(0, 8)}`;
  return timeZoneFromOffsets(id, (instant) => offsetIn(changes, instant));
}

/** Every change of offset, ascending; the first holds since ever. */
function changesOf(observances: readonly Observance[]): readonly Change[] {
  const changes = observances
    .flatMap(({ offsetTo, onsets }) => onsets.map((from): Change => ({ from, offset: offsetTo })))
    .sort((a, b) => a.from - b.from);
  const [earliest] = [...observances].sort((a, b) => (a.onsets[0] ?? Infinity) - (b.onsets[0] ?? Infinity));
  if (earliest === undefined) return [];
  const all = [{ from: -Infinity, offset: earliest.offsetFrom }, ...changes];
  return all.filter((change, index) => index === 0 || change.offset !== all[index - 1]?.offset);
}

/** Binary search for the last change not after the instant. */
function offsetIn(changes: readonly Change[], instant: Instant): number {
  let low = 0;
  let high = changes.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((changes[middle]?.from ?? Infinity) <= instant) low = middle;
    else high = middle - 1;
  }
  return changes[low]?.offset ?? 0;
}
