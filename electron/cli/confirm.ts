import { createInterface } from 'node:readline/promises';
import { Failure } from '../../shared/domain/failure.ts';
import type { CommandContext } from './command.ts';

/** What is asked, and of how many mailboxes. */
export interface Question {
  readonly mailboxes: number;
  readonly words: string;
}

/** Asks before anything is changed in Exchange; without a terminal only `--yes` will do. The question is worked out when it is asked. */
export async function confirm(
  { options, output }: CommandContext,
  code: 'RUN_NEEDS_YES' | 'DELTA_NEEDS_YES' | 'UNDO_NEEDS_YES',
  question: () => Question,
): Promise<boolean> {
  if (options['yes'] === true) return true;
  const { mailboxes, words } = question();
  if (!process.stdin.isTTY || !process.stdout.isTTY || output.json) throw new Failure(code, { mailboxes });
  const readline = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await readline.question(`${words} Type yes: `);
  readline.close();
  return answer.trim().toLowerCase() === 'yes';
}
