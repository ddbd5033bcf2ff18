import type { MappingView } from '../../domain/mapping.ts';
import type { SealedContext } from '../../domain/plan.ts';
import type { Instant } from '../../domain/timeZone.ts';
import type { ICalEvent, ICalProperty } from '../../ical/model.ts';
import type { Proof } from '../model.ts';
import { NOBODY, peopleLines, readPeople } from '../people/people.ts';
import type { People } from '../people/people.ts';

/** What everything in one call of `convertCopies` shares. */
export interface Planning {
  readonly mapping: MappingView;
  readonly context: SealedContext;
  readonly asOf: Instant;
  readonly cutOver: Instant;
  readonly horizon: Instant;
  readonly proof: Proof;
  /** The people of an event, worked out once: every copy of a meeting shows the organizer's. */
  readonly peopleOf: (event: ICalEvent) => People;
}

/** Opens the sealed context for one call. */
export function openPlanning(mapping: MappingView, context: SealedContext, proof: Proof = 'instances'): Planning {
  const { asOf, cutOver, horizon } = timesOf(context);
  return { mapping, context, asOf, cutOver, horizon, proof, peopleOf: rememberPeople(mapping) };
}

/** Events by the people they name: copies that were read from the same lines, and instances without anybody, are asked once. */
function rememberPeople(mapping: MappingView): Planning['peopleOf'] {
  const known = new Map<ICalProperty, { readonly lines: readonly ICalProperty[]; readonly people: People }>();
  return (event) => {
    const lines = peopleLines(event);
    const [first] = lines;
    if (first === undefined) return NOBODY;
    const earlier = known.get(first);
    if (earlier?.lines.length === lines.length && earlier.lines.every((line, index) => line === lines[index])) return earlier.people;
    const people = readPeople(event, mapping);
    known.set(first, { lines, people });
    return people;
  };
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
