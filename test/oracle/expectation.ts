import { ianaTimeZone } from '../../shared/domain/ianaTimeZone.ts';
import { parseDateTime } from '../../shared/ical/dateTime.ts';
import { otherExpansions } from '../support/otherExpansion.ts';
import type { OtherExpansion, OtherInstance } from '../support/otherExpansion.ts';
import type { RandomObject } from './randomObject.ts';

const UNSYNCHRONISED = 'DTSTART is not in its RRULE';
const WHENEVER = '1990-01-01';

/**
 * What the other program says of random objects, told in its own words where it has others: DTSTART is the first of COUNT (it counts
 * the rule's own dates), and an EXRULE is the set of what it excludes.
 */
export async function expectations(objects: readonly RandomObject[], from: string, to: string): Promise<readonly OtherExpansion[]> {
  const texts = objects.map(({ text }) => text.replace(/EXRULE.*\r\n/g, ''));
  const first = await otherExpansions(texts, from, to);
  const counted = objects.map((_object, index) => index).filter((index) => isMiscounted(texts[index] ?? '', first[index]));
  const recounted = await otherExpansions(
    counted.map((index) => withoutStart(texts[index] ?? '')),
    from,
    to,
  );
  const found = first.map((expansion, index) => {
    const again = recounted[counted.indexOf(index)];
    // Of two rules it does not say which one it miscounted.
    return again !== undefined && (texts[index]?.split('RRULE:').length ?? 0) > 2 ? { ...again, instances: null } : (again ?? expansion);
  });
  const excluding = objects.flatMap(({ excluded }) => excluded ?? []);
  const exclusions = await otherExpansions(excluding, WHENEVER, to);
  let next = 0;
  return found.map((expansion, index) => {
    const { excluded = null, text = '' } = objects[index] ?? {};
    return excluded === null ? expansion : without(expansion, exclusions[next++], startOf(text));
  });
}

function isMiscounted(text: string, expansion: OtherExpansion | undefined): boolean {
  const isUnsynchronised = expansion?.warnings.some((warning) => warning.includes(UNSYNCHRONISED)) === true;
  return isUnsynchronised && /RRULE:.*COUNT=/.test(text);
}

function withoutStart(text: string): string {
  return text.replace(/RRULE:.*COUNT=(\d+).*\r\n/, (line, count: string) =>
    count === '1' ? '' : line.replace(`COUNT=${count}`, `COUNT=${Number(count) - 1}`),
  );
}

/** It always lists DTSTART, also of a rule that does not match it. */
function without(expansion: OtherExpansion, exclusion: OtherExpansion | undefined, dtstart: string): OtherExpansion {
  if (expansion.instances === null || exclusion === undefined || exclusion.instances === null) return { ...expansion, instances: null };
  const isStartMatched = !exclusion.warnings.some((warning) => warning.includes(UNSYNCHRONISED));
  const gone = new Set(exclusion.instances.map(({ start }) => start).filter((start) => isStartMatched || start !== dtstart));
  return { ...expansion, instances: expansion.instances.filter((instance: OtherInstance) => !gone.has(instance.start)) };
}

function startOf(text: string): string {
  const [, tzid = null, digits = ''] = /DTSTART(?:;TZID=([^:]*)|;VALUE=DATE)?:(\S+)/.exec(text) ?? [];
  const value = parseDateTime(digits, tzid)?.value;
  if (value === undefined) return '';
  if (value.isDate) return new Date(value.wall).toISOString().slice(0, 10);
  const zone = ianaTimeZone(value.tzid ?? 'UTC');
  return new Date(zone?.toInstant(value.wall) ?? value.wall).toISOString().replace('.000Z', 'Z');
}
