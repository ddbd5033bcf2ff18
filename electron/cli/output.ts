import type { Line, LineCommand } from '../../shared/contract/lines/lines.ts';

/** Where a command speaks. With `--json` stdout holds JSON lines only; people's words go there otherwise. */
export interface Output {
  readonly json: boolean;
  /** A JSON line; nothing without `--json`. */
  line(line: object): void;
  /** A line for people; nothing with `--json`. */
  say(text: string): void;
  /** Progress for people, on stderr and only on a terminal; one line that is written over. */
  progress(text: string): void;
  warn(text: string): void;
}

export interface OutputStreams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Output of one command over two streams. */
export function createOutput(json: boolean, { stdout, stderr }: OutputStreams): Output {
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  return {
    json,
    line: (line) => {
      if (json) stdout.write(`${JSON.stringify(line)}\n`);
    },
    say: (text) => {
      clear();
      if (!json) stdout.write(`${text}\n`);
    },
    progress: (text) => {
      if (stderr.isTTY !== true) return;
      clear();
      stderr.write(text);
      shown = text.length;
    },
    warn: (text) => {
      clear();
      stderr.write(`${text}\n`);
    },
  };
}

/** Lets the compiler check a line against the contract of its command. */
export function lineOf<C extends LineCommand>(_command: C, line: Line<C>): Line<C> {
  return line;
}

/** Columns aligned for reading; numbers to the right. */
export function table(rows: readonly (readonly (string | number)[])[], indent = '  '): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (typeof cell === 'number' ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => indent + line)
    .join('\n');
}
