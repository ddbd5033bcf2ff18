import type { MappingView } from '../../domain/mapping.ts';
import type { SealedContext } from '../../domain/plan.ts';
import type { Instant } from '../../domain/timeZone.ts';
import type { ICalEvent } from '../../ical/model.ts';
import { readPeople } from '../people/people.ts';
import type { People } from '../people/people.ts';

/** What everything in one call of `convertCopies` shares. */
export interface Planning {
  readonly mapping: MappingView;
  readonly context: SealedContext;
  readonly asOf: Instant;
  readonly cutOver: Instant;
  readonly horizon: Instant;
  /** The people of an event, worked out once: every copy of a meeting shows the organizer's. */
  readonly peopleOf: (event: ICalEvent) => People;
}

/** Opens the sealed context for one call. */
export function openPlanning(mapping: MappingView, context: SealedContext): Planning {
  const known = new Map<ICalEvent, People>();
  const peopleOf = (event: ICalEvent): People => {
    const people = known.get(event) ?? readPeople(event, mapping);
    known.set(event, people);
    return people;
  };
  return { mapping, context, ...timesOf(context), peopleOf };
}

type Times = Pick<Planning, 'asOf' | 'cutOver' | 'horizon'>;
const timesOfContexts = new WeakMap<SealedContext, Times>();

/** A plan has one context for all its objects. */
function timesOf(context: SealedContext): Times {
  let times = timesOfContexts.get(context);
  if (times === undefined) {
    times = { asOf: Date.parse(context.asOf), cutOver: Date.parse(context.cutOver), horizon: Date.parse(context.horizon) };
    timesOfContexts.set(context, times);
  }
  return times;
}
