import type { Random } from '../sample/random.ts';

/** A rule without its end, and what its user must know about it. */
export interface RandomRule {
  readonly text: string;
  readonly isSubDaily: boolean;
  /** So many dates that it must end soon. */
  readonly isDense: boolean;
  /** python-dateutil counts positions in what is left of the first week: there DTSTART must be the week's first day. */
  readonly beginsWeek: boolean;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const ORDINALS = [1, 2, 3, 4, 5, -1, -1, -2, -5];

function integers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_unused, index) => from + index);
}

/** Some of the values, in a random order, none twice. */
function some<T>(random: Random, values: readonly T[], most: number): readonly T[] {
  return [...new Set(Array.from({ length: 1 + random.below(most) }, () => random.pick(values)))];
}

/** Any frequency with any combination of BY parts that has dates now and then. */
export function randomRule(random: Random): RandomRule {
  const maybe = (chance: number, part: () => string): string => (random.next() < chance ? part() : '');
  const list = (name: string, values: readonly (string | number)[], most: number): string =>
    `;${name}=${some(random, values, most).join(',')}`;
  const interval = maybe(0.5, () => `;INTERVAL=${random.next() < 0.12 ? 7 + random.below(120) : 2 + random.below(5)}`);
  const byday = (): string => list('BYDAY', WEEKDAYS, 5);
  const ordinals = (): string =>
    `;BYDAY=${some(random, WEEKDAYS, 2)
      .map((day) => `${random.pick(ORDINALS)}${day}`)
      .join(',')}`;
  const groups = (): string => random.pick([';BYDAY=MO,TU,WE,TH,FR', ';BYDAY=SA,SU', `;BYDAY=${WEEKDAYS.join(',')}`, byday()]);
  const bysetpos = (): string => list('BYSETPOS', [1, 2, 3, 4, 5, -1, -1, -2], 2);
  const bymonthday = (): string => list('BYMONTHDAY', [...integers(1, 31), 29, 30, 31, 31, -1, -1, -2, -3, -31], 3);
  const bymonth = (): string => list('BYMONTH', integers(1, 12), 4);
  const byhour = (): string => list('BYHOUR', integers(0, 23), 3);
  const wkst = maybe(0.35, () => `;WKST=${random.pick(['SU', 'SU', 'MO', 'SA', 'WE'])}`);
  const plain = { isSubDaily: false, isDense: false, beginsWeek: false };
  const monthly = (): string =>
    random.pick<() => string>([
      () => '',
      bymonthday,
      ordinals,
      () => `${groups()}${bysetpos()}`,
      () => `${groups()}${bymonthday()}`,
      byday,
    ])();
  switch (random.pick(['DAILY', 'WEEKLY', 'WEEKLY', 'MONTHLY', 'MONTHLY', 'YEARLY', 'YEARLY', 'ODD', 'HOURLY', 'MINUTELY'])) {
    case 'DAILY':
      return {
        ...plain,
        text: `FREQ=DAILY${interval}${maybe(0.4, byday)}${maybe(0.15, bymonth)}${maybe(0.15, bymonthday)}${maybe(0.08, byhour)}${wkst}`,
      };
    case 'WEEKLY': {
      const position = maybe(0.1, bysetpos);
      const text = `FREQ=WEEKLY${interval}${position === '' ? maybe(0.7, byday) : byday()}${maybe(0.1, bymonth)}${maybe(0.06, byhour)}${wkst}${position}`;
      return { ...plain, text, beginsWeek: position !== '' };
    }
    case 'MONTHLY':
      return { ...plain, text: `FREQ=MONTHLY${interval}${monthly()}${maybe(0.15, bymonth)}${maybe(0.05, byhour)}${wkst}` };
    case 'YEARLY':
      return { ...plain, text: `FREQ=YEARLY${interval}${maybe(0.5, bymonth)}${monthly()}${wkst}` };
    case 'ODD': {
      const odd = random.pick<() => string>([
        () => list('BYYEARDAY', [1, 40, 59, 60, 61, 100, 366, -1, -100, -366], 3),
        // Not the weeks that two years share: python-dateutil gives them to both or to none.
        () => `${list('BYWEEKNO', [2, 9, 20, 30, 51], 2)}${maybe(0.7, byday)}`,
        () => `;BYDAY=${random.pick([20, 53, -1, 1, 10])}${random.pick(WEEKDAYS)}`,
      ]);
      return { ...plain, text: `FREQ=YEARLY${interval}${odd()}${wkst}` };
    }
    case 'HOURLY':
      return {
        ...plain,
        isSubDaily: true,
        isDense: true,
        text: `FREQ=HOURLY;INTERVAL=${random.pick([1, 2, 5, 6, 8, 12, 24, 36, 48])}${maybe(0.3, byday)}${maybe(0.2, byhour)}`,
      };
    default:
      return {
        ...plain,
        isSubDaily: true,
        isDense: true,
        text: `FREQ=MINUTELY;INTERVAL=${random.pick([15, 20, 45, 60, 90, 240, 1440])}${maybe(0.3, byhour)}${maybe(0.2, byday)}`,
      };
  }
}
