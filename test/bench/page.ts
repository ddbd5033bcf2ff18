import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Figures, ServerModel } from './measure.ts';
import { plot } from './plot.ts';

/** One figure against its mark. */
export interface Verdict {
  readonly what: string;
  readonly mark: string;
  readonly value: number;
  readonly isMet: boolean;
}

export interface MemoryRow {
  readonly seconds: number;
  readonly mib: number;
}

export interface MillionStep {
  readonly name: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rssMiB: number;
  readonly memory: readonly MemoryRow[];
}

export interface MillionResult {
  readonly machine: string;
  readonly events: number;
  readonly objects: number;
  readonly written: number;
  readonly steps: readonly MillionStep[];
  readonly verdicts: readonly Verdict[];
}

export type NamedFigures = Figures & { readonly name: string };

/** The last results, as docs/bench.json keeps them. */
export interface BenchResult {
  readonly comparison: {
    readonly machine: string;
    readonly objects: number;
    readonly mailboxes: number;
    readonly rounds: number;
    readonly model: ServerModel;
    readonly medians: readonly NamedFigures[];
    readonly infinitelyFast: readonly NamedFigures[];
    readonly verdicts: readonly Verdict[];
    /** Snapshot to plan, before a run begins. */
    readonly beforeSeconds: number;
  };
  readonly million: MillionResult;
}

const DOCS = new URL('../../docs/', import.meta.url);

function doc(name: string): string {
  return fileURLToPath(new URL(name, DOCS));
}

/** The kind of machine, when, and how busy it was with other things: wall times mean nothing where it was. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${String(availableParallelism())} cores (${model}), ${String(memory)} GiB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}, load ${(loadavg()[0] ?? 0).toFixed(1)} when it began`;
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

function figuresTable(figures: readonly NamedFigures[]): readonly string[] {
  return [
    row([
      'client',
      'floor s',
      'wall s',
      'floor/wall',
      'items/s',
      'CPU ms/item',
      'RSS MiB',
      'items stored',
      'requests',
      'simulator, processors',
    ]),
    row(new Array<string>(10).fill('---')),
    ...figures.map(({ name, floorSeconds, wallSeconds, written, cpuMsPerItem, rssMiB, stored, requests, serverCores }) =>
      row([
        name,
        floorSeconds.toFixed(2),
        wallSeconds.toFixed(2),
        (floorSeconds / wallSeconds).toFixed(2),
        (written / wallSeconds).toFixed(0),
        cpuMsPerItem.toFixed(3),
        rssMiB.toFixed(0),
        stored,
        requests,
        serverCores.toFixed(2),
      ]),
    ),
  ];
}

function verdictTable(verdicts: readonly Verdict[]): readonly string[] {
  return [
    row(['figure', 'mark', 'measured', '']),
    row(new Array<string>(4).fill('---')),
    ...verdicts.map(({ what, mark, value, isMet }) => row([what, mark, value.toFixed(2), isMet ? 'met' : '**missed**'])),
  ];
}

function comparisonPage({
  machine: where,
  objects,
  mailboxes,
  rounds,
  model,
  medians,
  infinitelyFast,
  verdicts,
  beforeSeconds,
}: BenchResult['comparison']): readonly string[] {
  return [
    '## Against exchangelib',
    '',
    'Wall times, and what is worked out from them, say something about the programs only where the machine had nothing else to do (a load below 1.2 when the bench began); processor time and memory say it elsewhere, too.',
    '',
    `${where}. ${String(objects)} calendar objects of ${String(mailboxes)} people in PostgreSQL: singles, weekly series with a deleted and a moved occurrence, meetings with five guests. The simulated server takes ${String(model.requestMs)} ms a request and ${String(model.itemMs)} ms an item and serves ${String(model.connections)} connections at once: an assumption, not Exchange. Its schema validation is off. Clients in turns; median of ${String(rounds)} rounds.`,
    '',
    "Both sides are measured from the first thing they do to the last answer, their programs' start-up and the loading of their modules apart (figures of before 2026-11-20 counted Godwit's loading). exchangelib (`test/bench/copyWithExchangelib.py`) reads the rows, converts and writes in one go: one thread and one account a mailbox, impersonation, everything in bulk, 100 items a request, as many connections as threads. It keeps no ledger, proves no series, and does not look whether an item is there already.",
    `Godwit\'s figure is that of \`run\`, the time in which mailboxes change; snapshot, mapping and plan came before and took ${beforeSeconds.toFixed(1)} s.`,
    '',
    "Floor: what the model takes for these requests, spread evenly over the client's connections (20 threads, or Godwit's 27).",
    '',
    ...figuresTable(medians),
    '',
    'The same with a server that takes no time at all:',
    '',
    ...figuresTable(infinitelyFast),
    '',
    ...verdictTable(verdicts),
    '',
  ];
}

function millionPage({ machine: where, events, objects, written, steps, verdicts }: MillionResult): readonly string[] {
  return [
    '## Memory',
    '',
    `${where}. ${String(events)} events, ${String(objects)} calendar objects from a dump, ${String(written)} items written to a server that takes no time.`,
    '',
    row(['step', 'wall s', 'CPU s', 'RSS MiB at most']),
    row(new Array<string>(4).fill('---')),
    ...steps.map(({ name, seconds, cpuSeconds, rssMiB }) => row([name, seconds.toFixed(0), cpuSeconds.toFixed(0), rssMiB.toFixed(0)])),
    '',
    ...verdictTable(verdicts),
    '',
  ];
}

/** Renews docs/bench.md and its plot; what was not measured this time stays as it was. */
export function writePage(result: Partial<BenchResult>): void {
  const kept = existsSync(doc('bench.json')) ? (JSON.parse(readFileSync(doc('bench.json'), 'utf8')) as Partial<BenchResult>) : {};
  const { comparison, million } = { ...kept, ...result };
  const lines = [
    '# Bench',
    '',
    'Written by `npm run bench -- --write` (comparison) and `npm run bench -- --million 1000000 --write` (memory).',
    '',
    '![Wall time, processor time and memory](bench.svg)',
    '',
    ...(comparison === undefined ? [] : comparisonPage(comparison)),
    ...(million === undefined ? [] : millionPage(million)),
  ];
  writeFileSync(doc('bench.json'), `${JSON.stringify({ comparison, million }, null, 2)}\n`);
  writeFileSync(doc('bench.md'), `${lines.join('\n').trimEnd()}\n`);
  writeFileSync(doc('bench.svg'), plot(comparison?.medians ?? [], million?.steps ?? []));
}
