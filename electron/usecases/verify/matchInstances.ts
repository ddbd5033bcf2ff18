import type { ExpectedInstance } from '../../../shared/convert/sourceInstances.ts';
import type { TargetInstance } from '../../ports/ExchangeTarget.ts';

/** A source instance that is not in Exchange as it was. */
export interface InstanceDifference {
  readonly expected: ExpectedInstance;
  readonly kind: 'missing' | 'different';
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

export interface MatchedInstances {
  /** Source instances that must be there. */
  readonly counted: number;
  readonly found: number;
  readonly differences: readonly InstanceDifference[];
  /** What Exchange shows and no source instance accounts for. */
  readonly unaccounted: readonly TargetInstance[];
}

function time(instant: number, isAllDay: boolean): string {
  const text = new Date(instant).toISOString();
  return isAllDay ? text.slice(0, 10) : text.replace('.000Z', 'Z');
}

interface InstanceText {
  readonly start: string;
  readonly end: string;
  readonly subject: string;
  readonly legacyFreeBusyStatus: string;
}

const FIELDS = ['start', 'end', 'subject', 'legacyFreeBusyStatus'] as const satisfies readonly (keyof InstanceText)[];

function textOf(expected: ExpectedInstance): InstanceText {
  const { start, end, isAllDay, subject, legacyFreeBusyStatus } = expected;
  return { start: time(start, isAllDay), end: time(end, isAllDay), subject, legacyFreeBusyStatus };
}

function key(instance: InstanceText): string {
  return FIELDS.map((field) => instance[field]).join('\n');
}

/** Instances by some key; taking one removes it. */
class Pool {
  readonly #byKey = new Map<string, TargetInstance[]>();

  constructor(instances: readonly TargetInstance[], keyOf: (instance: TargetInstance) => string) {
    for (const instance of instances) this.#byKey.set(keyOf(instance), [...(this.#byKey.get(keyOf(instance)) ?? []), instance]);
  }

  take(wanted: string): TargetInstance | undefined {
    return this.#byKey.get(wanted)?.pop();
  }
}

function difference(expected: ExpectedInstance, found: TargetInstance | undefined): InstanceDifference {
  const wanted = textOf(expected);
  if (found === undefined) {
    const { start, end, subject, legacyFreeBusyStatus } = wanted;
    return { expected, kind: 'missing', field: 'instance', source: `${start}..${end} ${subject} (${legacyFreeBusyStatus})`, target: '' };
  }
  const differing = FIELDS.filter((field) => wanted[field] !== found[field]);
  const list = (instance: InstanceText): string => differing.map((field) => instance[field]).join(' ');
  return { expected, kind: 'different', field: differing.join(' '), source: list(wanted), target: list(found) };
}

/**
 * Finds each source instance in what Exchange shows: same start, end, subject and busy status. Those of the same UID find each other first,
 * then whoever is left: a part of a series may have a UID of its own. One that is not there exactly is looked for under its UID at its
 * start, so that the difference can be named. `uidOf`: the source's UID of one of Exchange's.
 */
export function matchInstances(
  expected: readonly ExpectedInstance[],
  shown: readonly TargetInstance[],
  uidOf: (uid: string) => string = (uid) => uid,
): MatchedInstances {
  const taken = new Set<TargetInstance>();
  const take = (wanted: readonly ExpectedInstance[], pool: Pool, keyOf: (instance: ExpectedInstance) => string): ExpectedInstance[] =>
    wanted.filter((instance) => {
      const found = pool.take(keyOf(instance));
      if (found !== undefined) taken.add(found);
      return found === undefined;
    });
  // A declined one may be there or not.
  const wanted = [...expected.filter(({ isDeclined }) => !isDeclined), ...expected.filter(({ isDeclined }) => isDeclined)];
  const ofMeeting = new Pool(shown, (instance) => `${uidOf(instance.uid)}\n${key(instance)}`);
  const others = take(wanted, ofMeeting, (instance) => `${instance.uid}\n${key(textOf(instance))}`);
  const exact = new Pool(
    shown.filter((instance) => !taken.has(instance)),
    key,
  );
  const unmatched = take(others, exact, (instance) => key(textOf(instance)));
  const rest = new Pool(
    shown.filter((instance) => !taken.has(instance)),
    ({ uid, start }) => `${uidOf(uid)}\n${start}`,
  );
  const differences = unmatched.flatMap((instance) => {
    const found = rest.take(`${instance.uid}\n${time(instance.start, instance.isAllDay)}`);
    if (found !== undefined) taken.add(found);
    return instance.isDeclined ? [] : [difference(instance, found)];
  });
  const unaccounted = shown.filter((instance) => !taken.has(instance));
  const counted = expected.filter(({ isDeclined }) => !isDeclined).length;
  return { counted, found: counted - differences.length, differences, unaccounted };
}
