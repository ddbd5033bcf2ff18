import { parseArgs } from 'node:util';
import { convertText } from '../../electron/usecases/convert/convertText.ts';
import { seededRandom } from '../sample/random.ts';
import { CONTEXT, FROM, TO, WINDOW } from './context.ts';
import { expectations } from './expectation.ts';
import { difference, otherInstances, shownInstances } from './instances.ts';
import type { Difference } from './instances.ts';
import { randomObject } from './randomObject.ts';

/** By hand: `node test/oracle/compareRandom.ts --seed 1 --count 3000` lists every object whose items show something else. */
const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '1000' } } });
const seeds = Array.from({ length: Number(values.count) }, (_unused, index) => Number(values.seed) + index);
const objects = seeds.map((seed) => randomObject(seededRandom(seed)));
let slowest = { seconds: 0, seed: 0 };
const converted = objects.map(({ text }, index) => {
  const start = performance.now();
  const { items } = convertText({ name: 'chance.ics', text, owner: null, context: CONTEXT });
  const seconds = (performance.now() - start) / 1000;
  if (seconds > slowest.seconds) slowest = { seconds, seed: seeds[index] ?? 0 };
  return items;
});
const expected = await expectations(objects, FROM, TO);

const tally = { same: 0, shortened: 0, different: 0, refused: 0, withInstances: 0, instances: 0 };
for (const [index, items] of converted.entries()) {
  const { instances, warnings } = expected[index] ?? { instances: null, warnings: [] };
  if (instances === null) {
    tally.refused += 1;
    continue;
  }
  const shown = shownInstances(items, WINDOW);
  const theirs = otherInstances(instances);
  tally.instances += theirs.length;
  if (theirs.length > 0) tally.withInstances += 1;
  const found = difference(shown, theirs);
  if (found === null) tally.same += 1;
  else if (items.some(({ notes }) => notes.some(({ code }) => code === 'past-left-out')) && isMiddle(shown, found)) tally.shortened += 1;
  else {
    tally.different += 1;
    report(seeds[index] ?? 0, objects[index]?.text ?? '', found, warnings);
  }
}
process.stdout.write(`${JSON.stringify(tally)} slowest ${slowest.seconds.toFixed(2)} s (seed ${slowest.seed})\n`);
process.exitCode = tally.different === 0 ? 0 : 1;

/** Of more single appointments than anyone wants, the ones around the plan's own clock are written, and said so. */
function isMiddle(shown: readonly string[], { extra, missing }: Difference): boolean {
  const [first = '', last = ''] = [shown[0], shown.at(-1)];
  return extra.length === 0 && shown.length >= 366 && missing.every((one) => one < first || one > last);
}

function report(seed: number, text: string, { extra, missing }: Difference, warnings: readonly string[]): void {
  const some = (list: readonly string[]): string => `${list.length} ${list.slice(0, 3).join(' ')}`;
  process.stdout.write(`\nseed ${seed}: extra ${some(extra)}, missing ${some(missing)} ${warnings.join('; ')}\n${text}`);
}
