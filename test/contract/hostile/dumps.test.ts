import { expect, it } from 'vitest';
import { DumpParser } from '../../../electron/adapters/pgdump/DumpParser.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { seededRandom } from '../../sample/random.ts';
import { contentOfV12, contentOfV60 } from '../../support/dumpContent.ts';
import { dumpText } from '../../support/dumpText.ts';
import { INPUTS, SEED, spoil, Stopwatch } from './spoil.ts';

const DUMPS = [
  dumpText(contentOfV60()),
  dumpText(contentOfV60(), { data: 'inserts', isRestricted: true, hasOwners: true }),
  dumpText(contentOfV60(), { data: 'rows-per-insert', standardConformingStrings: false, isQuoted: true }),
  dumpText(contentOfV12(), { data: 'column-inserts', isUnqualified: true, encoding: 'LATIN1' }),
];

it(`reads ${String(INPUTS)} spoilt dumps, or says what is wrong (seed ${String(SEED)})`, { timeout: 3_600_000 }, () => {
  const random = seededRandom(SEED);
  const watch = new Stopwatch();
  const codes = new Map<string, number>();
  let [rows, damaged] = [0, 0];
  for (let number = 0; number < INPUTS; number += 1) {
    const bytes = Buffer.from(spoil(random.pick(DUMPS), random), 'latin1');
    watch.start();
    try {
      const parser = new DumpParser('spoilt.sql', () => (damaged += 1));
      // Disks and gzip cut wherever they like.
      for (let at = 0; at < bytes.length;) {
        const end = at + 1 + random.below(bytes.length);
        for (const batch of parser.push(bytes.subarray(at, end))) rows += batch.rows.length;
        at = end;
      }
      for (const batch of parser.finish()) rows += batch.rows.length;
      codes.set('read', (codes.get('read') ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof Failure)) throw new Error(`not a failure of ours, for ${bytes.toString('latin1')}`, { cause: error });
      codes.set(error.code, (codes.get(error.code) ?? 0) + 1);
    }
    watch.stop();
  }
  const told = Object.fromEntries([...codes].sort());
  process.stdout.write(
    `  dumps: ${JSON.stringify(told)}, ${String(rows)} rows, ${String(damaged)} damaged, slowest ${watch.slowestMs.toFixed(0)} ms\n`,
  );
  expect(codes.get('read')).toBeGreaterThan(INPUTS / 4);
  expect(codes.get('DUMP_TRUNCATED')).toBeGreaterThan(0);
  expect(watch.slowestMs).toBeLessThan(1000);
});
