import { applyChoices, calendarKey } from '../../shared/directory/calendarTable.ts';
import type { CalendarChoice } from '../../shared/directory/calendarTable.ts';
import { diffMapping } from '../../shared/directory/diffMapping.ts';
import type { MappingDifference } from '../../shared/directory/diffMapping.ts';
import { applyDecisions } from '../../shared/directory/applyDecisions.ts';
import { readMappingTable } from '../../shared/directory/readMappingTable.ts';
import type { ImportedDecision, TableProblem } from '../../shared/directory/readMappingTable.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { Clock } from '../ports/Clock.ts';
import type { MappingStore } from '../ports/MappingStore.ts';
import type { TableFile } from '../ports/TableFile.ts';

const PROBLEMS_SHOWN = 5;

export interface ImportedMapping {
  readonly version: MappingVersion;
  readonly decisions: number;
  /** Keys of people and calendars the project does not know (yet). They are kept: a later snapshot may name them. */
  readonly unknown: readonly string[];
  readonly difference: MappingDifference;
}

function refuse(path: string, problems: readonly TableProblem[]): never {
  const texts = problems.map(({ line, problem }) => `line ${line}: ${problem}`);
  const more = texts.length > PROBLEMS_SHOWN ? [`and ${texts.length - PROBLEMS_SHOWN} more`] : [];
  const shown = [...texts.slice(0, PROBLEMS_SHOWN), ...more].join('; ');
  throw new Failure('MAPPING_FILE_INVALID', { path, count: problems.length, problems: shown }, { detail: texts.join('\n') });
}

function unknownKeys(
  { rows, calendars }: Pick<MappingVersion, 'rows' | 'calendars'>,
  decisions: readonly ImportedDecision[],
  choices: readonly CalendarChoice[],
): string[] {
  const known = new Set([...rows.map(({ source }) => source), ...calendars.map(calendarKey)]);
  return [...decisions.map(({ source }) => source), ...choices.map(calendarKey)].filter((key) => !known.has(key));
}

/**
 * Takes over the operator's decisions from a file, as a new version. All or nothing: half a file of decisions is worse than none. Works
 * before the first suggestion too; what is imported then waits for it.
 */
export async function importMapping(input: {
  readonly mappings: MappingStore;
  readonly tables: TableFile;
  readonly path: string;
  readonly clock: Clock;
  /** Leaves what the file says of people alone. */
  readonly only?: 'calendars';
}): Promise<ImportedMapping> {
  const { mappings, tables, path, clock } = input;
  const current = mappings.current() ?? { rows: [], calendars: [] };
  const table = await tables.read(path);
  const { calendars, problems, ...read } = readMappingTable(table.rows, current.rows);
  const decisions = input.only === 'calendars' ? [] : read.decisions;
  const damaged = table.damagedLines.map((line) => ({ line, problem: 'a quotation mark is not closed' }));
  if (problems.length + damaged.length > 0) refuse(path, [...damaged, ...problems]);
  const routes = applyChoices(current.calendars, calendars);
  const version = mappings.save(applyDecisions(current.rows, decisions), routes, clock.now().toISOString());
  const unknown = current.rows.length === 0 ? [] : unknownKeys(current, decisions, calendars);
  return { version, decisions: decisions.length, unknown, difference: diffMapping(current, version) };
}
