import { otherExpansions } from '../support/otherExpansion.ts';
import type { Case } from './cases.ts';
import { FROM, TO } from './context.ts';
import { difference, otherInstances } from './instances.ts';

/** A copy whose instances are not those the other program finds, and what excuses it. */
export interface Found {
  readonly name: string;
  readonly reason: string;
  readonly warnings: readonly string[];
  readonly extra: readonly string[];
  readonly missing: readonly string[];
}

export const UNEXPLAINED = 'unexplained';

/** Rules of 2026 that only the newer of two tz databases has. */
const YOUNG_ZONES = /TZID=(?:America\/Vancouver|America\/Edmonton)/;

function reasonOf(one: Case, warnings: readonly string[], extra: number): string {
  const codes = one.items.flatMap(({ notes }) => notes.map(({ code }) => code));
  if (YOUNG_ZONES.test(one.text)) return 'the zone has new rules since 2026';
  if (warnings.some((warning) => /more than \d+ instances/.test(warning))) return 'the other program stopped at its limit';
  if (warnings.some((warning) => warning.includes('DTSTART is not in its RRULE')) && one.text.includes('COUNT=')) {
    return 'the other program does not count a DTSTART outside the rule';
  }
  return codes.includes('instance-declined') && extra === 0 ? 'the guest declined this instance' : UNEXPLAINED;
}

/** Every copy whose instances, as `shown` has them, are not the other program's. */
export async function compareCases(cases: readonly Case[], shown: (one: Case) => readonly string[]): Promise<readonly Found[]> {
  const expansions = await otherExpansions(
    cases.map(({ text }) => text),
    FROM,
    TO,
  );
  return cases.flatMap((one, index) => {
    const { instances, warnings } = expansions[index] ?? { instances: null, warnings: [] };
    if (instances === null) return [{ name: one.name, reason: `${UNEXPLAINED}: it cannot be expanded`, warnings, extra: [], missing: [] }];
    const found = difference(shown(one), otherInstances(instances));
    return found === null ? [] : [{ name: one.name, reason: reasonOf(one, warnings, found.extra.length), warnings, ...found }];
  });
}

function classes(cases: readonly Case[]): string {
  const counts = new Map<string, number>();
  for (const { className } of cases) counts.set(className, (counts.get(className) ?? 0) + 1);
  const noted = cases.filter(({ items }) => items.some(({ notes }) => notes.some(({ severity }) => severity !== 'adjusted'))).length;
  return (
    [...counts]
      .sort()
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') + `; with a loss noted ${noted}`
  );
}

/** How many copies of which class there are, and each that differs with what excuses it. */
export function describeCases(title: string, cases: readonly Case[], found: readonly Found[]): string {
  const lines = found.map(({ name, reason, warnings, extra, missing }) => {
    const said = warnings.length === 0 ? '' : `; ${warnings.join('; ').slice(0, 200)}`;
    return `  ${name}: ${reason} (${extra.length} more, ${missing.length} fewer${said})`;
  });
  return `\n${title}: ${cases.length} copies, ${classes(cases)}; ${found.length} differ\n${lines.join('\n')}\n`;
}
