import type { ReadDirectory } from '../compose/directoryOfProject.ts';
import { lineOf, type Output } from './output.ts';
import { counted } from './words.ts';

/** Names what could not be read, on both streams. */
export function showDirectoryFailures(output: Output, { failures }: Pick<ReadDirectory, 'failures'>): void {
  for (const { origin, error } of failures) {
    output.line({ type: 'error', ...error });
    output.warn(`${origin}: ${error.sentence}\n${error.remedy}\n[${error.code}]`);
  }
}

const NOT_ASKED = 'not asked: there is no snapshot yet, so nobody knows for whom; run `godwit snapshot`, then `godwit directory` again';

/** Names what was read, origin by origin. */
export function showDirectory(output: Output, { readings, notAsked, forgotten }: ReadDirectory): void {
  const origins = readings.map(({ origin, source, records, warnings }) => ({
    origin,
    source: source ?? 'settings',
    records: records.length,
    warnings: warnings.map(({ where, reason }) => `${where}: ${reason}`),
  }));
  if (notAsked !== undefined) origins.push({ origin: notAsked, source: 'ldap', records: 0, warnings: [NOT_ASKED] });
  for (const origin of origins) {
    output.line(lineOf('directory', { type: 'origin', ...origin }));
    output.say(`${origin.origin}: ${counted(origin.records, 'record')} (${origin.source})`);
    for (const word of origin.warnings) output.say(`  ${word}`);
  }
  for (const origin of forgotten) {
    const warnings = ['not named in the config any more: what it said is forgotten'];
    output.line(lineOf('directory', { type: 'origin', origin, source: 'forgotten', records: 0, warnings }));
    output.say(`${origin}: ${warnings.join()}`);
  }
}
