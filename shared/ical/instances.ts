import { sequenceOf } from './liftEvent.ts';
import type { ICalComponent } from './model.ts';
import type { Instances } from './perUser.ts';
import { firstProperty, textValue } from './properties.ts';
import { recurrenceIdOf, recurrenceKey } from './recurrenceKey.ts';
import type { RepairLog } from './repairLog.ts';

/** One master, and one override per occurrence: where a text holds two, the newer. */
export function instancesOf(components: readonly ICalComponent[], log: RepairLog): Instances {
  let master: Candidate | undefined;
  const overrides = new Map<string, Candidate>();
  for (const component of components) {
    const candidate = { component, sequence: sequence(component), dtstamp: textValue(component, 'DTSTAMP') };
    const recurrenceId = recurrenceIdOf(component);
    if (recurrenceId === null) master = newerOf(master, candidate, log);
    else {
      // An unreadable id is kept apart until its event is read, where it is noted.
      const key = recurrenceId === 'unreadable' ? `unreadable ${overrides.size}` : recurrenceKey(recurrenceId);
      overrides.set(key, newerOf(overrides.get(key), candidate, log));
    }
  }
  const kept = new Map<string, ICalComponent>();
  for (const [key, { component }] of overrides) kept.set(key, component);
  return { master: master?.component ?? null, overrides: kept };
}

interface Candidate {
  readonly component: ICalComponent;
  readonly sequence: number;
  readonly dtstamp: string;
}

/** Highest SEQUENCE, then latest DTSTAMP, then later in the text (RFC 5546 §2.1.5). */
function newerOf(earlier: Candidate | undefined, later: Candidate, log: RepairLog): Candidate {
  if (earlier === undefined) return later;
  const difference = later.sequence - earlier.sequence;
  const isNewer = difference > 0 || (difference === 0 && later.dtstamp >= earlier.dtstamp);
  const loser = (isNewer ? earlier : later).component;
  log.add('component-superseded', loser.name, `${textValue(loser, 'DTSTART')} ${textValue(loser, 'SUMMARY')}`.trim());
  return isNewer ? later : earlier;
}

function sequence(component: ICalComponent): number {
  const property = firstProperty(component, 'SEQUENCE');
  return property === undefined ? 0 : sequenceOf(property);
}
