import type { Command } from './command.ts';
import { table } from './output.ts';

function optionList(command: Command): string {
  return Object.entries(command.options)
    .map(([name, option]) => (option.type === 'string' ? `--${name} …` : `--${name}`))
    .join(' ');
}

/** The help text: all commands, or one with its options. */
export function help(commands: readonly Command[], name?: string): string {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return `godwit ${command.name} ${command.usage}\n\n  ${command.summary}\n\n  ${optionList(command)}`;
  return [
    'godwit COMMAND --config FILE [--json]',
    '',
    table(commands.map(({ name: word, usage, summary }) => [`${word} ${usage}`.trim(), summary])),
    '',
    'Exit codes: 0 fine, 1 failed, 2 decisions open, 3 some items failed, 4 differences found,',
    '            5 input unreadable, 64 usage or config, 130 interrupted and resumable.',
  ].join('\n');
}
