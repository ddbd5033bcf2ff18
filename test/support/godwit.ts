import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LINES, type LineCommand } from '../../shared/contract/lines/lines.ts';
import { runCli } from '../../electron/cli/cli.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** A parsed JSON line, validated against the contract. */
export type JsonLine = Readonly<Record<string, unknown>>;

export interface Spoken {
  readonly exit: number;
  readonly lines: readonly JsonLine[];
  readonly stdout: string;
  readonly stderr: string;
}

export interface Godwit {
  readonly folder: string;
  /** Writes a config file; `name` without ending. */
  config(name: string, config: object): string;
  /** Runs a command with `--json`; every line must fit the contract. */
  json(...words: readonly string[]): Promise<Spoken>;
  /** The same for people. */
  say(...words: readonly string[]): Promise<Spoken>;
  /** What the clock says; tests may set it. */
  now: Date;
  environment: Record<string, string>;
  remove(): void;
}

function isLineCommand(name: string): name is LineCommand {
  return Object.hasOwn(LINES, name);
}

function check(command: string, line: string): JsonLine {
  const parsed: unknown = JSON.parse(line);
  if (isLineCommand(command)) LINES[command].parse(parsed);
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`not an object: ${line}`);
  return { ...parsed };
}

/** The command line in this process, in a folder of its own that `remove` deletes. */
export function openGodwit(): Godwit {
  const folder = temporaryFolder('godwit-way-');
  async function run(words: readonly string[]): Promise<Omit<Spoken, 'lines'>> {
    let stdout = '';
    let stderr = '';
    const exit = await runCli({
      arguments: words,
      environment: godwit.environment,
      cwd: folder,
      clock: { now: () => godwit.now },
      signal: AbortSignal.timeout(300_000),
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
    });
    return { exit, stdout, stderr };
  }
  const godwit: Godwit = {
    folder,
    now: new Date('2026-11-20T00:00:00Z'),
    environment: {},
    config: (name, config) => {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(config));
      return join(folder, `${name}.json`);
    },
    json: async (...words) => {
      const spoken = await run([...words, '--json']);
      const lines = spoken.stdout.split('\n').filter((line) => line !== '');
      return { ...spoken, lines: lines.map((line) => check(words[0] ?? '', line)) };
    },
    say: async (...words) => ({ ...(await run(words)), lines: [] }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  return godwit;
}
