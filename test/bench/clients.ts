import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BenchOwner } from './generateEvents.ts';

/** What a client's work took, its programs' start-up apart. */
export interface ClientFigures {
  readonly startedMs: number;
  readonly endedMs: number;
  readonly cpuMs: number;
  /** At its peak; of several processes the sum, in which what they share counts several times. */
  readonly rssMiB: number;
  readonly written: number;
}

export const ACCOUNT = { user: 'svc', password: 'bench' };
const ONCE = fileURLToPath(new URL('once.ts', import.meta.url));
const EXCHANGELIB = fileURLToPath(new URL('copyWithExchangelib.py', import.meta.url));
const PYTHON = '/usr/bin/python3';

/** What `npm run godwit` tells the engine, so that what people run is what is measured. */
function engineOptions(): readonly string[] {
  const root = new URL('../../', import.meta.url);
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { scripts: { godwit: string } };
  const options = / node ((?:--\S+ )+)electron\/cli\.ts$/.exec(scripts.godwit)?.[1];
  if (options === undefined) throw new Error(`no options in ${scripts.godwit}`);
  return options
    .trim()
    .split(' ')
    .map((option) => option.replace('=./', `=${root.href}`));
}
/** The engine's options, for every program that is measured. */
export const ENGINE = engineOptions();

async function figuresOf(program: string, words: readonly string[], input = ''): Promise<ClientFigures> {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, EWSPW: ACCOUNT.password } });
  child.stdin.end(input);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${String(code)}`);
  return JSON.parse(text) as ClientFigures;
}

/** One command of Godwit, with a config. */
export function godwit(words: readonly string[], config: string): Promise<ClientFigures> {
  return figuresOf(process.execPath, [...ENGINE, ONCE, ...words, '--config', config]);
}

/** Why the other client cannot be measured here; null where it can. */
export function whyNoExchangelib(): string | null {
  const imports = spawnSync(PYTHON, ['-c', 'import exchangelib, icalendar, psycopg2']);
  return imports.status === 0 ? null : 'no python3-exchangelib, python3-icalendar and python3-psycopg2 here';
}

export interface ExchangelibForm {
  readonly processes: number;
  /** Of each process; each has a connection. */
  readonly threads: number;
}

export interface ExchangelibWork {
  readonly url: string;
  /** libpq's connection string. */
  readonly dsn: string;
  readonly owners: readonly BenchOwner[];
}

/** Items of a request: exchangelib's own default. */
const CHUNK = 100;

/** exchangelib copies the rows; mailboxes are dealt out to the processes in turn. */
export async function exchangelib({ processes, threads }: ExchangelibForm, { url, dsn, owners }: ExchangelibWork): Promise<ClientFigures> {
  const parts = Array.from({ length: processes }, (_, part) => owners.filter((_owner, index) => index % processes === part));
  const all = await Promise.all(
    parts.map((part) => {
      const mailboxes = part.map(({ email, guid, calendar }) => ({ email, guid, calendar }));
      return figuresOf(PYTHON, [EXCHANGELIB], JSON.stringify({ url, ...ACCOUNT, dsn, threads, chunk: CHUNK, mailboxes }));
    }),
  );
  const sum = (pick: (figures: ClientFigures) => number): number => all.reduce((total, figures) => total + pick(figures), 0);
  return {
    startedMs: Math.min(...all.map(({ startedMs }) => startedMs)),
    endedMs: Math.max(...all.map(({ endedMs }) => endedMs)),
    cpuMs: sum(({ cpuMs }) => cpuMs),
    rssMiB: sum(({ rssMiB }) => rssMiB),
    written: sum(({ written }) => written),
  };
}
