import { confirmGuesses as confirm } from '../../shared/directory/applyDecisions.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { Clock } from '../ports/Clock.ts';
import type { MappingStore } from '../ports/MappingStore.ts';
import { needMapping } from './mapping/needMapping.ts';

export interface ConfirmedGuesses {
  readonly version: MappingVersion;
  readonly confirmed: number;
  /** Guesses left, by rule. */
  readonly left: Readonly<Record<string, number>>;
}

function guessesByRule({ rows }: Pick<MappingVersion, 'rows'>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { confidence, rule } of rows) if (confidence === 'guess') counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** Confirms all guesses, or those of one rule, as a new version. */
export function confirmGuesses(input: {
  readonly mappings: MappingStore;
  readonly rule?: string;
  readonly clock: Clock;
}): ConfirmedGuesses {
  const { mappings, rule, clock } = input;
  const current = needMapping(mappings);
  const version = mappings.save(confirm(current.rows, rule), current.calendars, clock.now().toISOString());
  const left = guessesByRule(version);
  return { version, confirmed: sum(guessesByRule(current)) - sum(left), left };
}
