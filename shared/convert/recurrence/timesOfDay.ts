import type { ICalRecur } from '../../ical/model.ts';
import type { Wall } from '../../domain/timeZone.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The times of day a rule of days, weeks, months or years gives, ascending, in milliseconds after midnight. */
export function timesOfDay(rule: ICalRecur, start: Wall): readonly number[] {
  const time = start - Math.floor(start / DAY) * DAY;
  const hours = orDefault(rule.byhour, Math.floor(time / HOUR));
  const minutes = orDefault(rule.byminute, Math.floor((time % HOUR) / MINUTE));
  const seconds = orDefault(rule.bysecond, Math.floor((time % MINUTE) / SECOND)).map((second) => Math.min(second, 59));
  const times = hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => hour * HOUR + minute * MINUTE + second * SECOND)),
  );
  return [...new Set(times)].sort((a, b) => a - b);
}

function orDefault(list: readonly number[], value: number): readonly number[] {
  return list.length === 0 ? [value] : list;
}

/**
 * A rule by hours or minutes as one by days with its hours listed, where every day has the same ones; null where not. Other rules
 * stay as they are.
 */
export function toDaily(rule: ICalRecur, start: Wall): ICalRecur | null {
  if (rule.freq === 'SECONDLY') return null;
  if (rule.freq === 'MINUTELY') {
    const hourly: ICalRecur = { ...rule, freq: 'HOURLY', interval: rule.interval / 60 };
    return rule.interval % 60 === 0 && rule.byminute.length === 0 ? toDaily(hourly, start) : null;
  }
  if (rule.freq !== 'HOURLY') return rule;
  if (rule.bysetpos.length > 0) return null;
  const hour = Math.floor((start - Math.floor(start / DAY) * DAY) / HOUR);
  const isWholeDays = rule.interval % 24 === 0;
  if (!isWholeDays && 24 % rule.interval !== 0) return null;
  const interval = isWholeDays ? rule.interval / 24 : 1;
  const step = isWholeDays ? 24 : rule.interval;
  const hours = Array.from({ length: 24 / step }, (_unused, index) => (hour + index * step) % 24).sort((a, b) => a - b);
  const byhour = rule.byhour.length === 0 ? hours : hours.filter((one) => rule.byhour.includes(one));
  return byhour.length === 0 ? null : { ...rule, freq: 'DAILY', interval, byhour };
}
