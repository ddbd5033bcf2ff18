import type { Random } from '../../sample/random.ts';

/** Pieces that mean something to one reader or another. */
const PIECES = [
  ...['<', '>', '&', '"', "'", ']]>', '<!DOCTYPE x [<!ENTITY a "b">]>', '<!--', '<?xml?>', '&#0;', '&#xFFFFFFFF;', '</', '<a><a><a>'],
  ...['{', '}', '[', ']', ',', ':', 'null', 'true', '-1', '1e999', '9'.repeat(40), '""', '"\\ud83d"', '__proto__', 'constructor'],
  ...[
    '\n',
    '\r\n',
    '\t',
    '\\',
    '\\N',
    '\\.',
    '\\x',
    ';',
    "E'",
    '$$',
    '--',
    '/*',
    '*/',
    'COPY public.calendar_object (',
    'INSERT INTO',
    '\\connect x',
  ],
  ...['\0', '\u0001', '\u202e', '\ufeff', '\ufffe', 'é', '日本', '=cmd|x', 'bplist00', '(', ')', '*', 'P9999Y', '99991231T235959Z'],
];

/** A text with a few of its pieces cut, doubled, moved, replaced: what a broken disk, a proxy, or somebody malicious makes of it. */
export function spoil(text: string, random: Random): string {
  let spoilt = text;
  for (let edits = 1 + random.below(5); edits > 0; edits -= 1) {
    const at = random.below(spoilt.length + 1);
    const rest = spoilt.slice(at);
    const cut = random.below(8) === 0 ? random.below(spoilt.length + 1) : random.below(24);
    switch (random.below(6)) {
      case 0:
        spoilt = spoilt.slice(0, at) + rest.slice(cut);
        break;
      case 1:
        spoilt = spoilt.slice(0, at) + random.pick(PIECES) + rest;
        break;
      case 2:
        spoilt = spoilt.slice(0, at) + random.pick(PIECES) + rest.slice(cut);
        break;
      case 3:
        spoilt = spoilt.slice(0, at) + rest.slice(0, cut) + rest;
        break;
      case 4:
        spoilt =
          random.below(10) === 0 ? spoilt.slice(0, at) : spoilt.slice(0, at) + String.fromCharCode(random.below(0x250)) + rest.slice(1);
        break;
      default: {
        const from = random.below(spoilt.length + 1);
        spoilt = spoilt.slice(0, at) + spoilt.slice(from, from + cut) + rest;
      }
    }
  }
  return spoilt;
}

/** Inputs of each kind: GODWIT_FUZZ; chance: GODWIT_SEED. */
export const INPUTS = Number(process.env['GODWIT_FUZZ'] ?? 2000);
export const SEED = Number(process.env['GODWIT_SEED'] ?? Date.now() % 1_000_000);

/** Something somebody typed where it does not belong; whatever is said about the input must not repeat it. */
export const SECRET = 'canary-3f9a1c77';

/** The slowest of many, in milliseconds of this process's own work: another program's load is nobody's hang. */
export class Stopwatch {
  slowestMs = 0;
  #before = process.cpuUsage();

  start(): void {
    this.#before = process.cpuUsage();
  }

  stop(): void {
    const { user, system } = process.cpuUsage(this.#before);
    this.slowestMs = Math.max(this.slowestMs, (user + system) / 1000);
  }
}
