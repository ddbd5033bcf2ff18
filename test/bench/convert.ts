import ICAL from 'ical.js';
import { convertCopies } from '../../shared/convert/convertCopies.ts';
import { createMappingView } from '../../shared/directory/mappingView.ts';
import type { MappingView } from '../../shared/domain/mapping.ts';
import type { SealedContext } from '../../shared/domain/plan.ts';
import { CONTEXT } from '../oracle/context.ts';
import { mappingRow, sourceCopy, storedCopies } from './convertObjects.ts';
import type { StoredCopy } from './convertObjects.ts';
import { benchOwners } from './generateEvents.ts';

/**
 * How fast texts become items, against ICAL.parse alone on the same texts in the same process: `npm run bench:convert`. A machine's own
 * speed falls out of the ratio, and what else it does out of processor time; below the mark, or slower the more there are, it fails.
 */
const MARK = 0.35;
/** A cost that grows faster than the events would show as a fraction of this. */
const FLAT = 0.8;
const SEALED: SealedContext = { ...CONTEXT, meetings: 'live' };
const ROUNDS = 5;
const SIZES = [10_000, 100_000];
const WARM_UP = 10_000;
const WARM_UP_ROUNDS = 3;

/** Seconds of processor time that some work takes, the collector's included: what other programs do meanwhile is no concern of it. */
function seconds(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function convertAll(objects: readonly (readonly StoredCopy[])[], mapping: MappingView): number {
  let items = 0;
  for (const copies of objects) {
    const sources = copies.map((copy, index) => sourceCopy(copy, String(index)));
    items += convertCopies(sources, mapping, SEALED).items.length;
  }
  return items;
}

interface Measured {
  readonly perSecond: number;
  readonly ratio: number;
}

function measure(events: number): Measured {
  const owners = benchOwners({ events });
  const objects = storedCopies(events, owners);
  const texts = objects.flat().map(({ text }) => text);
  const mapping = createMappingView({ rows: owners.map(mappingRow) });
  let items = 0;
  const convert = (): void => {
    items = convertAll(objects, mapping);
  };
  const parse = (): void => {
    for (const text of texts) ICAL.parse(text);
  };
  const vevents = texts.reduce((sum, text) => sum + text.split('BEGIN:VEVENT').length - 1, 0);
  // The engine compiles what it has seen often enough; both sides are measured when it has.
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    convertAll(objects.slice(0, WARM_UP), mapping);
    for (const text of texts.slice(0, WARM_UP)) ICAL.parse(text);
  }
  const rounds = Array.from({ length: ROUNDS }, () => ({ parsing: seconds(parse), converting: seconds(convert) }));
  const ratio = median(rounds.map(({ parsing, converting }) => parsing / converting));
  const perSecond = vevents / median(rounds.map(({ converting }) => converting));
  const parsed = vevents / median(rounds.map(({ parsing }) => parsing));
  process.stdout.write(
    `${events} events (${texts.length} texts, ${vevents} VEVENTs) -> ${items} items: ` +
      `${Math.round(perSecond)} VEVENTs/s, ICAL.parse ${Math.round(parsed)} VEVENTs/s, ratio ${ratio.toFixed(2)}\n`,
  );
  return { perSecond, ratio };
}

const measured = SIZES.map(measure);
const [small, large] = measured;
const flat = (large?.perSecond ?? 0) / (small?.perSecond ?? 1);
process.stdout.write(`ten times the events: ${flat.toFixed(2)} times the speed; mark ${MARK}\n`);
if (measured.some(({ ratio }) => ratio < MARK) || flat < FLAT) process.exitCode = 1;
