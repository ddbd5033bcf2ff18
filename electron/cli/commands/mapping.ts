import { resolve } from 'node:path';
import { MAPPING_ISSUES, type MappingIssue } from '../../../shared/directory/checkMapping.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { MappingRow, MappingVersion } from '../../../shared/domain/mappingRows.ts';
import { csvTableFile } from '../../adapters/directory-files/CsvTableFile.ts';
import { checkMapping } from '../../usecases/checkMapping.ts';
import { diffMapping } from '../../usecases/diffMapping.ts';
import { exportMapping } from '../../usecases/exportMapping.ts';
import { importMapping } from '../../usecases/importMapping.ts';
import { routeCalendars } from '../../usecases/routeCalendars.ts';
import { PROJECT_OPTIONS, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { withProject, type OpenProject } from '../compose.ts';
import { readDirectory, suggest } from '../mappingWork.ts';
import { lineOf, table, type Output } from '../output.ts';
import { readConfig, type LoadedConfig } from '../readConfig.ts';

interface Work {
  readonly context: CommandContext;
  readonly loaded: LoadedConfig;
  readonly project: OpenProject;
}

function count(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function issuesOf({ loaded, project }: Work): readonly MappingIssue[] {
  const { acceptedDomains, rewriteDomains } = loaded.config.mapping;
  return checkMapping({ mappings: project.mappings, directory: project.directory, acceptedDomains, rewriteDomains }).issues;
}

function rowLine(row: MappingRow): object {
  const { source, kind, name, decision, email, rule, confidence, candidates, events } = row;
  return lineOf('mapping', { type: 'row', source, kind, name, decision, email, rule, confidence, candidates: [...candidates], events });
}

function summary(work: Work, version: MappingVersion): ExitCode {
  const { output } = work.context;
  const blocking = issuesOf(work).filter((issue) => issue.blocking).length;
  const byDecision = count(version.rows.map((row) => row.decision));
  const byConfidence = count(version.rows.map((row) => row.confidence));
  const { id, fingerprint, rows } = version;
  output.line(lineOf('mapping', { type: 'summary', version: id, fingerprint, rows: rows.length, byDecision, byConfidence, blocking }));
  output.say(`Mapping version ${String(id)}: ${String(rows.length)} people, rooms, groups and addresses`);
  output.say(table([...Object.entries(byDecision), ...Object.entries(byConfidence)]));
  if (blocking > 0) output.say(`${String(blocking)} blocking issues: godwit mapping check names them.`);
  return blocking > 0 ? 2 : 0;
}

async function suggestRows(work: Work): Promise<ExitCode> {
  const { context, loaded, project } = work;
  await readDirectory(loaded, project, context);
  const version = suggest(loaded, project, context);
  for (const row of version.rows) context.output.line(rowLine(row));
  return summary(work, version);
}

function filePath({ context, loaded }: Work): string {
  const given = context.positionals[1];
  if (given !== undefined) return resolve(context.cwd, given);
  const { file } = loaded.config.mapping;
  if (file === undefined) throw new Failure('CONFIG_USAGE', { message: 'Name a CSV file, or set "mapping.file" in the config.' });
  return loaded.path(file);
}

async function importRows(work: Work): Promise<ExitCode> {
  const { context, project } = work;
  const { version, decisions } = await importMapping({
    mappings: project.mappings,
    tables: csvTableFile,
    path: filePath(work),
    clock: context.clock,
  });
  context.output.say(`${String(decisions)} decisions taken over.`);
  return summary(work, version);
}

async function exportRows(work: Work): Promise<ExitCode> {
  const path = filePath(work);
  const version = await exportMapping({ mappings: work.project.mappings, tables: csvTableFile, path });
  work.context.output.say(`Written to ${path}.`);
  summary(work, version);
  return 0;
}

function versionNumber(context: CommandContext, position: number): number | undefined {
  const word = context.positionals[position];
  if (word === undefined) return undefined;
  const number = Number(word);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Failure('CONFIG_USAGE', { message: `«${word}» is not the number of a version.` });
  return number;
}

function outcome(row: MappingRow | null): string {
  if (row === null) return '';
  return row.decision === 'mapped' || row.decision === 'external' ? `${row.decision} ${row.email}` : row.decision;
}

function diffRows({ context, project }: Work): ExitCode {
  const before = versionNumber(context, 1);
  const after = versionNumber(context, 2);
  const { rows, calendars } = diffMapping({
    mappings: project.mappings,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
  for (const { source, was, became, events } of rows) {
    context.output.line(lineOf('mapping', { type: 'change', source, was: outcome(was), became: outcome(became), items: events }));
    context.output.say(`${source}: ${outcome(was) || 'new'} -> ${outcome(became) || 'gone'} (${String(events)} events)`);
  }
  context.output.say(`${String(rows.length)} rows and ${String(calendars.length)} calendars differ.`);
  return rows.length + calendars.length > 0 ? 4 : 0;
}

function showIssues(output: Output, issues: readonly MappingIssue[]): void {
  for (const { code, blocking, sources, names, email } of issues) {
    const message = `${names.filter((name) => name !== '').join(', ')}${email === '' ? '' : ` (${email})`}: ${MAPPING_ISSUES[code].sentence}`;
    output.line(lineOf('mapping', { type: 'issue', code, blocking, sources: [...sources], message }));
    output.say(`${blocking ? 'blocking' : 'look at'}  ${code}  ${message}`);
  }
}

function checkRows(work: Work): ExitCode {
  const issues = issuesOf(work);
  showIssues(work.context.output, issues);
  return summary(work, work.project.needMapping());
}

function calendarRows(work: Work): ExitCode {
  const { context, loaded, project } = work;
  const { mappings } = project;
  const { calendars: policy } = loaded.config.options;
  const version = routeCalendars({ snapshot: project.needSnapshot(), mappings, policy, clock: context.clock });
  for (const { ownerUid, calendar, name, route, target } of version.calendars) {
    context.output.line(lineOf('mapping', { type: 'calendar', owner: ownerUid, calendar, name, route, target }));
    context.output.say(`${ownerUid}  ${name} -> ${route}${target === '' ? '' : ` «${target}»`}`);
  }
  return summary(work, version);
}

const ACTIONS: Readonly<Record<string, (work: Work) => ExitCode | Promise<ExitCode>>> = {
  suggest: suggestRows,
  import: importRows,
  export: exportRows,
  diff: diffRows,
  check: checkRows,
  calendars: calendarRows,
};

/** `mapping …`: who becomes whom, and which calendar goes where. */
export const mappingCommand: Command = {
  name: 'mapping',
  usage: 'suggest | import [FILE.csv] | export [FILE.csv] | diff [V1 [V2]] | check | calendars',
  summary: 'Maps people, rooms and groups to SMTP addresses, and calendars to places.',
  options: PROJECT_OPTIONS,
  run: (context) => {
    const name = context.positionals[0] ?? '';
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined) {
      throw new Failure('CONFIG_USAGE', { message: `mapping needs one of ${Object.keys(ACTIONS).join(', ')}, not «${name}».` });
    }
    const loaded = readConfig(context);
    const reads = name === 'export' || name === 'diff' || name === 'check';
    return withProject(loaded, reads ? 'read' : 'write', async (project) => action({ context, loaded, project }));
  },
};
