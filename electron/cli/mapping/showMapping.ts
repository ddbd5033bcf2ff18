import { MAPPING_ISSUES, type MappingIssue } from '../../../shared/directory/checkMapping.ts';
import type { MappingRow, MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { ExitCode } from '../command.ts';
import { mappingIssues } from '../../compose/mappingOfProject.ts';
import { lineOf, table, type Output } from '../output.ts';
import type { MappingWork } from './MappingWork.ts';
import { counted } from '../words.ts';

function count(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** One row as a line. */
export function rowLine(row: MappingRow): object {
  const { source, kind, name, decision, email, rule, confidence, candidates, events } = row;
  return lineOf('mapping', { type: 'row', source, kind, name, decision, email, rule, confidence, candidates: [...candidates], events });
}

/** Issues, blocking ones first. */
export function showIssues(output: Output, issues: readonly MappingIssue[]): void {
  for (const { code, blocking, sources, names, email } of issues) {
    const message = `${names.filter((name) => name !== '').join(', ')}${email === '' ? '' : ` (${email})`}: ${MAPPING_ISSUES[code].sentence}`;
    output.line(lineOf('mapping', { type: 'issue', code, blocking, sources: [...sources], message }));
    output.say(`${blocking ? 'blocking' : 'look at'}  ${code}  ${message}`);
  }
}

/** The last line of most actions, and what it means for the exit code: 2 while something blocks. */
export function showSummary(work: MappingWork, version: MappingVersion, issues?: readonly MappingIssue[]): ExitCode {
  const { output } = work.context;
  const blocking = (issues ?? mappingIssues(work.loaded, work.project, version)).filter((issue) => issue.blocking).length;
  const byDecision = count(version.rows.map((row) => row.decision));
  const byConfidence = count(version.rows.map((row) => row.confidence));
  const { id, fingerprint, rows } = version;
  output.line(lineOf('mapping', { type: 'summary', version: id, fingerprint, rows: rows.length, byDecision, byConfidence, blocking }));
  output.say(`Mapping version ${String(id)}: ${String(rows.length)} people, rooms, groups and addresses`);
  output.say(table([...Object.entries(byDecision), ...Object.entries(byConfidence)]));
  const guesses = byConfidence['guess'] ?? 0;
  if (guesses > 0)
    output.say(`${counted(guesses, 'guess waits', 'guesses wait')} for a look: correct them in the table, or godwit mapping confirm.`);
  const them = blocking === 1 ? 'it' : 'them';
  if (blocking > 0) output.say(`${counted(blocking, 'blocking issue')}: godwit mapping check names ${them}.`);
  return blocking > 0 ? 2 : 0;
}
