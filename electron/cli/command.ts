import type { ParseArgsConfig } from 'node:util';
import type { Clock } from '../ports/Clock.ts';
import type { Output } from './output.ts';

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 64 | 130;

/** What every command gets. Paths in arguments are relative to `cwd`, paths in the config file to the config file. */
export interface CommandContext {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
  readonly output: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** One command of the command line: one file in `commands/`, one line in `commands.ts`. Throws `Failure`; the entry shows it. */
export interface Command {
  readonly name: string;
  /** After the name in the help, e.g. `FILE.ics…`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Takes words beside its options: files, an action. */
  readonly takesWords?: true;
  run(context: CommandContext): Promise<ExitCode> | ExitCode;
}

/** Options of every command that works on a project. */
export const PROJECT_OPTIONS = {
  config: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies Command['options'];

/** The value of a string option, or undefined. */
export function text(context: CommandContext, name: string): string | undefined {
  const value = context.options[name];
  return typeof value === 'string' ? value : undefined;
}
