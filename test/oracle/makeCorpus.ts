import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { seededRandom } from '../sample/random.ts';
import { CHOSEN_OBJECTS } from './chosenObjects.ts';
import { FROM, TO } from './context.ts';
import { expectations } from './expectation.ts';
import { otherInstances } from './instances.ts';
import { randomObject } from './randomObject.ts';

/** By hand: `node test/oracle/makeCorpus.ts` writes the corpus anew, with what the other program says today. */
const RANDOM_CASES = 130;
const MOST_INSTANCES = 45;
const OUTPUT = new URL('../fixtures/convert/corpus.json', import.meta.url);

const random = Array.from({ length: 600 }, (_unused, index) => randomObject(seededRandom(7000 + index)));
const objects = [...CHOSEN_OBJECTS, ...random];
const expected = await expectations(objects, FROM, TO);
const isWanted = (instances: readonly string[], isChosen: boolean): boolean =>
  isChosen || (instances.length > 1 && instances.length <= MOST_INSTANCES);
const cases = objects.flatMap(({ text }, index) => {
  const instances = expected[index]?.instances;
  const shown = instances === null || instances === undefined ? [] : otherInstances(instances);
  if (instances === null || !isWanted(shown, index < CHOSEN_OBJECTS.length)) return [];
  const lines = text.split('\r\n').filter((line) => !/^(?:BEGIN:VCALENDAR|END:VCALENDAR|VERSION.*|PRODID.*|UID.*|)$/.test(line));
  return [{ lines, instances: shown }];
});
const version = execFileSync('/usr/bin/python3', ['-c', 'import dateutil, sys; print(dateutil.__version__, sys.version.split()[0])'], {
  encoding: 'utf8',
}).trim();
const corpus = {
  source: `Instances by python-dateutil and Python's zoneinfo (${version}), not by Godwit. An event's lines; start/end of its instances.`,
  from: FROM,
  to: TO,
  cases: cases.slice(0, CHOSEN_OBJECTS.length + RANDOM_CASES),
};
const rows = corpus.cases.map((one) => JSON.stringify(one)).join(',\n');
writeFileSync(OUTPUT, `${JSON.stringify({ ...corpus, cases: [] }).replace(/\[\]\}$/, `[\n${rows}\n]}`)}\n`);
