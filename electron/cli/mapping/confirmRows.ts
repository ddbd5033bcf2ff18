import { MAPPING_RULES } from '../../../shared/directory/mappingRules.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { confirmGuesses } from '../../usecases/confirmGuesses.ts';
import { text, type ExitCode } from '../command.ts';
import { table } from '../output.ts';
import type { MappingWork } from './MappingWork.ts';
import { showSummary } from './showMapping.ts';
import { counted } from '../words.ts';

/** `mapping confirm [--rule R]`: the operator has looked, and the guesses are right. */
export function confirmRows(work: MappingWork): ExitCode {
  const { context, project } = work;
  const rule = text(context, 'rule');
  if (rule !== undefined && !Object.hasOwn(MAPPING_RULES, rule)) {
    throw new Failure('CONFIG_USAGE', { message: `--rule takes one of ${Object.keys(MAPPING_RULES).join(', ')}, not «${rule}».` });
  }
  const { mappings } = project;
  const { version, confirmed, left } = confirmGuesses({ mappings, clock: context.clock, ...(rule === undefined ? {} : { rule }) });
  context.output.say(`${counted(confirmed, 'guess', 'guesses')} confirmed.`);
  if (Object.keys(left).length > 0) context.output.say(`Guesses left, by rule:\n${table(Object.entries(left))}`);
  return showSummary(work, version);
}
