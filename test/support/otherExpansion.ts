import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where the other program lives. It is no part of the project: GODWIT_EXPAND names it. */
const PROGRAM = process.env['GODWIT_EXPAND'] ?? new URL('../../../shared/tools/expand.py', import.meta.url).pathname;
const PYTHON = '/usr/bin/python3';

/** Why there is no second opinion on this machine; undefined where there is. */
export function whyNoOtherExpansion(): string | undefined {
  if (!existsSync(PROGRAM)) return 'no other expansion here; GODWIT_EXPAND names its program';
  return existsSync(PYTHON) ? undefined : `no ${PYTHON}`;
}

/** An instance as the other program has it: ISO instants, plain dates when all-day. */
export interface OtherInstance {
  readonly start: string;
  readonly end: string;
  readonly cancelled: boolean;
}

export interface OtherExpansion {
  /** Null: it could not expand the text. */
  readonly instances: readonly OtherInstance[] | null;
  readonly warnings: readonly string[];
}

const BATCH = 200;

/** Lets the other program (python-dateutil for the rules, zoneinfo for the zones) expand texts in a window of dates. */
export async function otherExpansions(texts: readonly string[], from: string, to: string): Promise<readonly OtherExpansion[]> {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-expand-'));
  try {
    const files = texts.map((text, index) => {
      const file = join(folder, `${index}.ics`);
      writeFileSync(file, text);
      return file;
    });
    const found = new Map<string, OtherInstance[]>();
    const warnings = new Map<string, string[]>();
    for (let at = 0; at < files.length; at += BATCH) await runBatch(files.slice(at, at + BATCH), from, to, found, warnings);
    return files.map((file) => ({ instances: found.get(file) ?? null, warnings: warnings.get(file) ?? [] }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runBatch(
  files: readonly string[],
  from: string,
  to: string,
  found: Map<string, OtherInstance[]>,
  warnings: Map<string, string[]>,
): Promise<void> {
  const child = execFile(PYTHON, [PROGRAM, '--json', '--exdate-day', '--from', from, '--to', to, ...files], { maxBuffer: 1 << 30 });
  const errors = (async () => {
    for await (const line of createInterface({ input: child.stderr ?? process.stdin })) {
      const [, file = '', said = ''] = /^(?:WARN|ERROR) (\S+?)(?: dateutil)?: (.*)$/.exec(line) ?? [];
      if (file !== '') warnings.set(file, [...(warnings.get(file) ?? []), line.startsWith('ERROR') ? `ERROR ${said}` : said]);
    }
  })();
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    const { file, instances } = JSON.parse(line) as { file: string; instances: [string, string, string, string][] };
    found.set(
      file,
      instances.map(([start, end, , flags]) => ({ start, end, cancelled: flags.includes('cancelled') })),
    );
  }
  await errors;
  for (const file of files) if (warnings.get(file)?.some((line) => line.startsWith('ERROR')) === true) found.delete(file);
}
