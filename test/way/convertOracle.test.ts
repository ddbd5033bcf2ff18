import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqliteMappingStore } from '../../electron/adapters/sqlite/mappingStore.ts';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import { sqlitePlanStore } from '../../electron/adapters/sqlite/SqlitePlanStore.ts';
import { SqliteSnapshotStore } from '../../electron/adapters/sqlite/SqliteSnapshotStore.ts';
import { convertText } from '../../electron/usecases/convert/convertText.ts';
import { openPlanning } from '../../electron/usecases/plan/planning.ts';
import type { SourceCopy } from '../../shared/convert/model.ts';
import type { PlannedItem } from '../../shared/domain/plan.ts';
import { CONTEXT, FLOATING_ZONE, FROM, TO, WINDOW } from '../oracle/context.ts';
import { difference, otherInstances, shownInstances } from '../oracle/instances.ts';
import { calendarText } from '../support/calendarText.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { otherExpansions, whyNoOtherExpansion } from '../support/otherExpansion.ts';

/** Real-shaped databases; not part of the project. GODWIT_DUMPS names their folder. */
const FOLDER = process.env['GODWIT_DUMPS'] ?? new URL('../../../shared/data/calendar-server', import.meta.url).pathname;
const NAMES = ['el-capitan-v60', 'mountain-lion-v12'] as const;
const why = existsSync(FOLDER) ? whyNoOtherExpansion() : 'no real-shaped dumps here; GODWIT_DUMPS names their folder';

/** Rules of 2026 that only the newer of two tz databases has. */
const YOUNG_ZONES = /TZID=(?:America\/Vancouver|America\/Edmonton)/;

/** One copy of an object and what it becomes. */
interface Case {
  readonly name: string;
  readonly text: string;
  readonly items: readonly PlannedItem[];
  readonly className: string;
}

interface Found {
  readonly name: string;
  readonly reason: string;
  readonly extra: readonly string[];
  readonly missing: readonly string[];
}

const UNEXPLAINED = 'unexplained';

function reasonOf(one: Case, warnings: readonly string[], extra: number): string {
  const codes = one.items.flatMap(({ notes }) => notes.map(({ code }) => code));
  if (YOUNG_ZONES.test(one.text)) return 'the zone has new rules since 2026';
  if (warnings.some((warning) => /more than \d+ instances/.test(warning))) return 'the other program stopped at its limit';
  if (warnings.some((warning) => warning.includes('DTSTART is not in its RRULE')) && one.text.includes('COUNT=')) {
    return 'the other program does not count a DTSTART outside the rule';
  }
  return codes.includes('instance-declined') && extra === 0 ? 'the guest declined this instance' : UNEXPLAINED;
}

async function compare(cases: readonly Case[]): Promise<readonly Found[]> {
  const expansions = await otherExpansions(
    cases.map(({ text }) => text),
    FROM,
    TO,
  );
  return cases.flatMap((one, index) => {
    const { instances, warnings } = expansions[index] ?? { instances: null, warnings: [] };
    if (instances === null) return [{ name: one.name, reason: `${UNEXPLAINED}: ${warnings.join()}`, extra: [], missing: [] }];
    const found = difference(shownInstances(one.items, WINDOW), otherInstances(instances));
    return found === null ? [] : [{ name: one.name, reason: reasonOf(one, warnings, found.extra.length), ...found }];
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

function tell(title: string, cases: readonly Case[], found: readonly Found[]): void {
  const lines = found.map(({ name, reason, extra, missing }) => `  ${name}: ${reason} (${extra.length} more, ${missing.length} fewer)`);
  process.stdout.write(`\n${title}: ${cases.length} copies, ${classes(cases)}; ${found.length} differ\n${lines.join('\n')}\n`);
}

describe.skipIf(why !== undefined).each(NAMES)(
  `the instances of %s, as another program sees them ${why === undefined ? '' : `(skipped: ${why})`}`,
  (name) => {
    let godwit: Godwit;
    let alone: readonly Case[];
    let planned: readonly Case[];

    beforeAll(async () => {
      godwit = openGodwit();
      const config = godwit.config(name, {
        project: 'it.godwit',
        source: { kind: 'dump', path: join(FOLDER, `${name}.sql.gz`) },
        directory: { files: [join(FOLDER, name, 'directory.csv'), join(FOLDER, name, 'resources.xml')] },
        mapping: { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
      });
      expect((await godwit.json('snapshot', '--config', config)).exit).toBe(0);
      expect([0, 2]).toContain((await godwit.json('plan', '--as-of', CONTEXT.asOf, '--config', config)).exit);
      ({ alone, planned } = readCases(join(godwit.folder, 'it.godwit')));
    });

    afterAll(() => godwit.remove());

    it.each([
      ['of every copy as it is planned among the others', () => planned],
      ['of every file on its own', () => alone],
    ])('are those %s', async (title, casesOf) => {
      const cases = casesOf();
      const found = await compare(cases);
      tell(`${name}, ${title}`, cases, found);
      expect(cases.length).toBeGreaterThan(300);
      expect(found.filter(({ reason }) => reason.startsWith(UNEXPLAINED))).toEqual([]);
      expect(found.length).toBeLessThanOrEqual(cases.length * 0.02);
    });
  },
);

function readCases(path: string): { readonly alone: readonly Case[]; readonly planned: readonly Case[] } {
  const file = openProject(path, 'read');
  try {
    const snapshot = new SqliteSnapshotStore(file).newest();
    const plan = sqlitePlanStore(file).newest();
    const version = plan === null ? null : sqliteMappingStore(file).version(plan.info().sealed.mappingVersion);
    if (snapshot === null || plan === null || version === null) throw new Error('there is no plan');
    const { sealed } = plan.info();
    const planning = openPlanning(snapshot, version, sealed);
    const alone: Case[] = [];
    const planned: Case[] = [];
    for (const objects of snapshot.objectsByUid()) {
      const { items, classes: seriesClasses } = planning.convert(objects);
      for (const copy of planning.copies(objects)) {
        const own = items.filter(({ source }) => isOf(source, copy));
        const zone = sealed.context.mailboxTimeZones[own[0]?.mailbox ?? ''] ?? copy.calendar.timeZone ?? sealed.context.defaultTimeZone;
        const { ical, object } = copy;
        if (ical === null) continue;
        const className = seriesClasses.get(object.objectId) ?? 'nothing';
        if (own.length > 0) planned.push({ name: object.resourceName, text: calendarText(ical, zone), items: own, className });
        const text = snapshot.text(object.md5);
        const converted = convertText({ name: object.resourceName, text, owner: object.ownerUid, context: CONTEXT });
        if (converted.items.length > 0) {
          alone.push({ name: object.resourceName, text: calendarText(ical, FLOATING_ZONE), items: converted.items, className });
        }
      }
    }
    return { alone, planned };
  } finally {
    file.close();
  }
}

function isOf(source: PlannedItem['source'], { object }: SourceCopy): boolean {
  return source.owner === object.ownerUid && source.calendar === object.calendar && source.resourceName === object.resourceName;
}
