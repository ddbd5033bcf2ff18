import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

/**
 * Writes shared/ews/data/windowsZones.json from CLDR's windowsZones.xml as the cldr-core package carries it (Unicode-3.0).
 * Run after an update of cldr-core: `node build/vendorWindowsZones.ts`. The table is vendored, not imported, so that a sealed
 * plan names the data it was made with and nothing shipped depends on a development package.
 */
const require = createRequire(import.meta.url);
const readJson = (path: string): unknown => JSON.parse(readFileSync(require.resolve(path), 'utf8'));

const mapZone = z.object({ mapZone: z.object({ _other: z.string(), _type: z.string(), _territory: z.string() }) });
const cldr = z.object({ supplemental: z.object({ windowsZones: z.object({ mapTimezones: z.array(mapZone) }) }) });
const rows = cldr.parse(readJson('cldr-core/supplemental/windowsZones.json')).supplemental.windowsZones.mapTimezones;
const { version } = z.object({ version: z.string() }).parse(readJson('cldr-core/package.json'));

/** By Windows id: the names of the world row (`001`, one representative) first, then those of the territories. */
const zones = new Map<string, Set<string>>();
for (const territory of ['001', 'others']) {
  for (const { mapZone: row } of rows) {
    if ((row._territory === '001') !== (territory === '001')) continue;
    const names = zones.get(row._other) ?? new Set();
    for (const name of row._type.split(' ')) names.add(name);
    zones.set(row._other, names);
  }
}

const lines = [...zones].map(([id, names]) => `    ${JSON.stringify(id)}: ${JSON.stringify([...names].join(' '))}`);
const text = `{\n  "version": ${JSON.stringify(version)},\n  "zones": {\n${lines.join(',\n')}\n  }\n}\n`;
writeFileSync(new URL('../shared/ews/data/windowsZones.json', import.meta.url), text);
