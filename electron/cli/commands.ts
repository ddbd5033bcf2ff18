import type { Command } from './command.ts';
import { checkCommand } from './commands/check.ts';
import { convertCommand } from './commands/convert.ts';
import { deltaCommand } from './commands/delta.ts';
import { directoryCommand } from './commands/directory.ts';
import { handoffCommand } from './commands/handoff.ts';
import { mappingCommand } from './commands/mapping.ts';
import { planCommand } from './commands/plan.ts';
import { previewCommand } from './commands/preview.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { schemaCommand } from './commands/schema.ts';
import { snapshotCommand } from './commands/snapshot.ts';
import { undoCommand } from './commands/undo.ts';
import { verifyCommand } from './commands/verify.ts';

/** All commands, in the order a migration needs them. */
export const COMMANDS: readonly Command[] = [
  checkCommand,
  snapshotCommand,
  directoryCommand,
  mappingCommand,
  handoffCommand,
  planCommand,
  previewCommand,
  runCommand,
  verifyCommand,
  deltaCommand,
  undoCommand,
  reportCommand,
  convertCommand,
  schemaCommand,
];
