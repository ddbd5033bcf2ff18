import { extname, isAbsolute, resolve } from 'node:path';

/** The project a double click or a command line names; null when it names none. The last one counts, as the system puts files last. */
export function projectArgument(words: readonly string[], cwd: string): string | null {
  const found = words.slice(1).findLast((word) => !word.startsWith('-') && extname(word).toLowerCase() === '.godwit');
  if (found === undefined) return null;
  return isAbsolute(found) ? found : resolve(cwd, found);
}
