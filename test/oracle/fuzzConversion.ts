import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../sample/random.ts';
import { conversionFault } from './checkConversion.ts';
import { hostileSeeds } from './hostileSeeds.ts';
import { mutatedText } from './mutate.ts';

/** By hand: `node test/oracle/fuzzConversion.ts --seed 1 --count 100000 [--folder with-more-ics]` converts damaged texts. */
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '100000' }, folder: { type: 'string' } },
});
const { folder } = values;
const more = folder === undefined ? [] : readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
const texts = [...hostileSeeds(), ...more];
const faults = new Map<string, { readonly seed: number; times: number }>();
let slowest = { seconds: 0, seed: 0 };
const first = Number(values.seed);
for (let seed = first; seed < first + Number(values.count); seed += 1) {
  const text = mutatedText(seededRandom(seed), texts);
  const start = performance.now();
  const fault = conversionFault(text, 'B950A1E8-2281-5476-BE6D-2A6F950D6639');
  const seconds = (performance.now() - start) / 1000;
  if (seconds > slowest.seconds) slowest = { seconds, seed };
  if (fault === null) continue;
  const known = faults.get(fault.slice(0, 300)) ?? { seed, times: 0 };
  known.times += 1;
  faults.set(fault.slice(0, 300), known);
}
for (const [fault, { seed, times }] of faults) process.stdout.write(`${times} times, first seed ${seed}: ${fault}\n`);
process.stdout.write(`${values.count} texts, ${faults.size} faults, slowest ${slowest.seconds.toFixed(2)} s (seed ${slowest.seed})\n`);
process.exitCode = faults.size === 0 ? 0 : 1;
