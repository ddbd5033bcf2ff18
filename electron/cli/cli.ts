import { parseArgs } from 'node:util';
import { describeFailure, ERRORS } from '../../shared/contract/errors.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { Clock } from '../ports/Clock.ts';
import { COMMANDS } from './commands.ts';
import type { Command, CommandContext, ExitCode } from './command.ts';
import { help } from './help.ts';
import { createOutput, type Output, type OutputStreams } from './output.ts';

export interface CliInput extends OutputStreams {
  readonly arguments: readonly string[];
  readonly environment: CommandContext['environment'];
  readonly cwd: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

function showFailure(output: Output, error: unknown): ExitCode {
  const failure =
    error instanceof Failure
      ? error
      : new Failure('INTERNAL', { message: error instanceof Error ? error.message : String(error) }, { cause: error });
  const { code, sentence, remedy, detail } = describeFailure(failure);
  output.line({ type: 'error', code, sentence, remedy, ...(detail === undefined ? {} : { detail }) });
  output.warn(`${sentence}\n${remedy}\n[${code}]${detail === undefined ? '' : ` ${detail}`}`);
  if (code === 'INTERNAL' && error instanceof Error && error.stack !== undefined) output.warn(error.stack);
  return ERRORS[code].exit;
}

function usage(message: string): Failure {
  return new Failure('CONFIG_USAGE', { message: message.replace(/\s*\n\s*/g, ' ') });
}

function find(name: string): Promise<Command> {
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry.load();
  throw usage(name.startsWith('-') ? `A command comes first, not «${name}».` : `There is no command «${name}».`);
}

function parse(command: Command, words: readonly string[]): Pick<CommandContext, 'options' | 'positionals'> {
  const { values, positionals } = parseWords(command, words);
  const [unexpected] = positionals;
  if (unexpected !== undefined && command.takesWords !== true) {
    throw usage(`${command.name} does not know what to do with «${unexpected}».`);
  }
  const options = Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | boolean] => !Array.isArray(entry[1]) && entry[1] !== undefined),
  );
  return { options, positionals };
}

function parseWords(command: Command, words: readonly string[]): ReturnType<typeof parseArgs> {
  try {
    return parseArgs({ args: [...words], options: command.options, allowPositionals: true, strict: true });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

/** Whether the command named by these words changes nothing, so that it may end when nobody reads on. */
export function onlyShows([name = 'help']: readonly string[]): boolean {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  return command === undefined || command.onlyShows === true;
}

/** Runs one command line to its exit code. Never throws: what goes wrong is said on both streams. */
export async function runCli(input: CliInput): Promise<ExitCode> {
  const [name = 'help', ...words] = input.arguments;
  const output = createOutput(input.arguments.includes('--json'), input);
  if (name === 'help' || name === '--help' || words.includes('--help')) {
    const commands = await Promise.all(COMMANDS.map(({ load }) => load()));
    output.say(help(commands, name === 'help' || name === '--help' ? words[0] : name));
    return 0;
  }
  try {
    const command = await find(name);
    const { environment, cwd, clock, signal } = input;
    return await command.run({ ...parse(command, words), output, environment, cwd, clock, signal });
  } catch (error) {
    return showFailure(output, error);
  }
}
