import { resolve } from 'node:path';
import { csvTableFile } from '../../adapters/directory-files/CsvTableFile.ts';
import { routeCalendars } from '../../usecases/routeCalendars.ts';
import { importMapping } from '../../usecases/importMapping.ts';
import type { ExitCode } from '../command.ts';
import { lineOf } from '../output.ts';
import { showUnknown } from './importRows.ts';
import type { MappingWork } from './MappingWork.ts';
import { showSummary } from './showMapping.ts';

/** `mapping calendars [FILE.csv]`: where each calendar goes, after what the file says of calendars. */
export async function calendarRows(work: MappingWork): Promise<ExitCode> {
  const { context, loaded, project } = work;
  const { mappings } = project;
  const { output, clock } = context;
  const [, file] = context.positionals;
  if (file !== undefined) {
    const path = resolve(context.cwd, file);
    const { unknown } = await importMapping({ mappings, tables: csvTableFile, path, clock, only: 'calendars' });
    showUnknown(output, unknown);
  }
  const version = routeCalendars({ snapshot: project.needSnapshot(), mappings, policy: loaded.config.options.calendars, clock });
  const owners = new Map(version.rows.map((row) => [row.source, row]));
  for (const { ownerUid, calendar, name, route, target, chosenBy } of version.calendars) {
    output.line(lineOf('mapping', { type: 'calendar', owner: ownerUid, calendar, name, route, target }));
    const owner = owners.get(`uid:${ownerUid}`);
    const who = owner?.email || owner?.name || ownerUid;
    const chosen = chosenBy === 'operator' ? '  (chosen)' : '';
    output.say(`${who}  ${name} -> ${route}${target === '' ? '' : ` «${target}»`}${chosen}`);
  }
  return showSummary(work, version);
}
