import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { z } from 'zod';
import { configSchema } from '../../shared/contract/config.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { LoadedConfig } from '../compose/LoadedConfig.ts';
import type { CommandContext } from './command.ts';
import { text } from './command.ts';

export type { LoadedConfig } from '../compose/LoadedConfig.ts';

/** UTF-8, or UTF-16 as PowerShell's `>` writes it. A decoder takes the mark at the beginning away. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

function read(path: string): unknown {
  let content: string;
  try {
    content = decode(readFileSync(path));
  } catch (error) {
    throw new Failure('CONFIG_NOT_FOUND', { path, reason: messageOf(error) });
  }
  try {
    return JSON.parse(content);
  } catch (error) {
    // V8 quotes the text around the error: somebody may have typed a password there.
    const reason = messageOf(error).replace(/, (?:\.\.\.)?"[^]*$/, '');
    const comments = /^\s*(?:\/[/*]|#)/m.test(content) ? '; JSON has no comments' : '';
    throw new Failure('CONFIG_NOT_JSON', { path, reason: `${reason}${comments}` });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function problem(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? 'the file' : `"${issue.path.join('.')}"`;
  return `${where}: ${issue.message}`;
}

/** Reads and checks `--config`. Every problem is named with its place, all at once. */
export function readConfig(context: CommandContext): LoadedConfig {
  const option = text(context, 'config');
  if (option === undefined) throw new Failure('CONFIG_USAGE', { message: 'This command needs --config FILE.' });
  const path = resolve(context.cwd, option);
  const parsed = configSchema.safeParse(read(path));
  if (!parsed.success) {
    throw new Failure('CONFIG_INVALID', { path, problems: parsed.error.issues.map(problem).join('; ') });
  }
  const config = parsed.data;
  const absolute = (relative: string): string => (isAbsolute(relative) ? relative : resolve(dirname(path), relative));
  return {
    config,
    path: absolute,
    projectPath: absolute(config.project),
    secret: (variable, purpose) => {
      const value = context.environment[variable];
      if (value === undefined) throw new Failure('CONFIG_SECRET_MISSING', { variable, purpose });
      return value;
    },
  };
}
