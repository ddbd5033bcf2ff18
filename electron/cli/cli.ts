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

function parse(command: Command, words: readonly string[]): Pick<CommandContext, 'options' | 'positionals'> {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: command.options, allowPositionals: true, strict: true });
    const options = Object.fromEntries(
      Object.entries(values).filter((entry): entry is [string, string | boolean] => !Array.isArray(entry[1]) && entry[1] !== undefined),
    );
    return { options, positionals };
  } catch (error) {
    throw new Failure('CONFIG_USAGE', { message: error instanceof Error ? error.message : String(error) });
  }
}

/** Runs one command line to its exit code. Never throws: what goes wrong is said on both streams. */
export async function runCli(input: CliInput): Promise<ExitCode> {
  const [name = 'help', ...words] = input.arguments;
  const output = createOutput(words.includes('--json'), input);
  if (name === 'help' || name === '--help' || words.includes('--help')) {
    output.say(help(COMMANDS, name === 'help' || name === '--help' ? words[0] : name));
    return 0;
  }
  try {
    const command = COMMANDS.find((candidate) => candidate.name === name);
    if (command === undefined) throw new Failure('CONFIG_USAGE', { message: `There is no command «${name}».` });
    const { environment, cwd, clock, signal } = input;
    return await command.run({ ...parse(command, words), output, environment, cwd, clock, signal });
  } catch (error) {
    return showFailure(output, error);
  }
}
