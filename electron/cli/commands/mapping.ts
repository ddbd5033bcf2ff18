import { Failure } from '../../../shared/domain/failure.ts';
import { PROJECT_OPTIONS, type Command } from '../command.ts';
import { withProject } from '../compose.ts';
import { calendarRows } from '../mapping/calendarRows.ts';
import { checkRows } from '../mapping/checkRows.ts';
import { confirmRows } from '../mapping/confirmRows.ts';
import { diffRows } from '../mapping/diffRows.ts';
import { exportRows } from '../mapping/exportRows.ts';
import { importRows } from '../mapping/importRows.ts';
import type { MappingAction } from '../mapping/MappingWork.ts';
import { suggestRows } from '../mapping/suggestRows.ts';
import { readConfig } from '../readConfig.ts';

/** Actions that only read leave a project alone that another Godwit is writing. */
const ACTIONS: Readonly<Record<string, { readonly mode: 'read' | 'write'; readonly run: MappingAction }>> = {
  suggest: { mode: 'write', run: suggestRows },
  import: { mode: 'write', run: importRows },
  export: { mode: 'read', run: exportRows },
  confirm: { mode: 'write', run: confirmRows },
  diff: { mode: 'read', run: diffRows },
  check: { mode: 'read', run: checkRows },
  calendars: { mode: 'write', run: calendarRows },
};

/** `mapping …`: who becomes whom, and which calendar goes where. */
export const mappingCommand: Command = {
  name: 'mapping',
  usage: 'suggest | import [FILE.csv] | export [FILE.csv] | confirm [--rule R] | diff [V1 [V2]] | check [--target] | calendars [FILE.csv]',
  summary: 'Maps people, rooms and groups to SMTP addresses, and calendars to places.',
  takesWords: true,
  options: { ...PROJECT_OPTIONS, rule: { type: 'string' }, target: { type: 'boolean' } },
  run: (context) => {
    const name = context.positionals[0] ?? '';
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined) {
      throw new Failure('CONFIG_USAGE', { message: `mapping needs one of ${Object.keys(ACTIONS).join(', ')}, not «${name}».` });
    }
    const loaded = readConfig(context);
    // What the target says of time zones is kept.
    const mode = context.options['target'] === true ? 'write' : action.mode;
    return withProject(loaded, mode, async (project) => action.run({ context, loaded, project }));
  },
};
