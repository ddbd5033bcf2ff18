import type { MillionStep, NamedFigures } from './page.ts';

const WIDTH = 760;
const LEFT = 170;
const BAR = 18;
const GAP = 10;
const COLOURS = ['#0f6cbd', '#8a8886', '#8a8886', '#8a8886'];
const LINES = ['#0f6cbd', '#c50f1f', '#107c10', '#8764b8', '#ca5010'];

function text(x: number, y: number, words: string, more = ''): string {
  const safe = words.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" ${more}>${safe}</text>`;
}

interface Bar {
  readonly name: string;
  readonly value: number;
  /** A line across the bar: what the server alone would take. */
  readonly floor?: number;
}

/** One group of bars under a title; answers its height, too. */
function bars(top: number, title: string, unit: string, rows: readonly Bar[]): { readonly svg: string; readonly bottom: number } {
  const largest = Math.max(1e-9, ...rows.map(({ value }) => value));
  const scale = (value: number): number => (value / largest) * (WIDTH - LEFT - 100);
  const parts = rows.map(({ name, value, floor }, index) => {
    const y = top + 22 + index * (BAR + GAP);
    const mark =
      floor === undefined
        ? ''
        : `<line x1="${(LEFT + scale(floor)).toFixed(1)}" x2="${(LEFT + scale(floor)).toFixed(1)}" y1="${String(y - 3)}" y2="${String(y + BAR + 3)}" stroke="#242424" stroke-dasharray="3 2"/>`;
    return (
      text(LEFT - 8, y + 13, name, 'text-anchor="end"') +
      `<rect x="${String(LEFT)}" y="${String(y)}" width="${scale(value).toFixed(1)}" height="${String(BAR)}" fill="${COLOURS[index] ?? '#8a8886'}"/>` +
      text(LEFT + scale(value) + 6, y + 13, `${value.toFixed(2)} ${unit}`) +
      mark
    );
  });
  const bottom = top + 22 + rows.length * (BAR + GAP) + 14;
  return { svg: text(8, top + 12, title, 'font-weight="600"') + parts.join(''), bottom };
}

/** Memory over time, each step beginning at nought. */
function memory(top: number, steps: readonly MillionStep[]): { readonly svg: string; readonly bottom: number } {
  if (steps.length === 0) return { svg: '', bottom: top };
  const height = 180;
  const longest = Math.max(1, ...steps.map(({ seconds }) => seconds));
  const largest = Math.max(200, ...steps.map(({ rssMiB }) => rssMiB)) * 1.1;
  const x = (seconds: number): number => 60 + (seconds / longest) * (WIDTH - 80);
  const y = (mib: number): number => top + 24 + height - (mib / largest) * height;
  const curves = steps.map(({ name, memory: rows, rssMiB }, index) => {
    const points = rows.map(({ seconds, mib }) => `${x(seconds).toFixed(1)},${y(mib).toFixed(1)}`).join(' ');
    const colour = LINES[index] ?? '#242424';
    const legend = text(70 + index * 135, top + 24 + height + 34, `${name}: ${rssMiB.toFixed(0)} MiB`, `fill="${colour}"`);
    return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="1.5"/>${legend}`;
  });
  const axes = [0, 100, 200].map(
    (mib) =>
      `<line x1="60" x2="${String(WIDTH - 20)}" y1="${y(mib).toFixed(1)}" y2="${y(mib).toFixed(1)}" stroke="#d1d1d1"/>` +
      text(54, y(mib) + 4, String(mib), 'text-anchor="end"'),
  );
  const seconds = text(WIDTH - 20, top + 24 + height + 16, `${longest.toFixed(0)} s`, 'text-anchor="end"');
  return {
    svg: text(8, top + 12, 'Resident memory over time, MiB', 'font-weight="600"') + axes.join('') + curves.join('') + seconds,
    bottom: top + height + 72,
  };
}

/** The figures as a picture. */
export function plot(figures: readonly NamedFigures[], steps: readonly MillionStep[]): string {
  const wall = bars(
    10,
    'Wall time (dashed: what the server alone takes)',
    's',
    figures.map(({ name, wallSeconds: value, floorSeconds: floor }) => ({ name, value, floor })),
  );
  const cpu = bars(
    wall.bottom,
    'Processor time of the client, ms an item',
    'ms',
    figures.map(({ name, cpuMsPerItem: value }) => ({ name, value })),
  );
  const rss = bars(
    cpu.bottom,
    'Resident memory at its peak, MiB',
    'MiB',
    figures.map(({ name, rssMiB: value }) => ({ name, value })),
  );
  const over = memory(rss.bottom, steps);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(over.bottom)}" font-family="Segoe UI, Helvetica, Arial, sans-serif" font-size="12" fill="#242424">` +
    `<rect width="100%" height="100%" fill="#ffffff"/>${wall.svg}${cpu.svg}${rss.svg}${over.svg}</svg>\n`
  );
}
