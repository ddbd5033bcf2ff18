import { childText, requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { DAY, daysInMonth, firstDayOfMonth, MINUTE, weekday } from './civil.ts';

const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Availability speaks in a zone the client spells out (t:SerializableTimeZone): wall to instant and back. */
export interface RequestedZone {
  toWall(instant: number): number;
  toInstant(wall: number): number;
}

export const requestedUtc: RequestedZone = { toWall: (instant) => instant, toInstant: (wall) => wall };

export function readRequestedZone(element: XmlElement): RequestedZone {
  const base = Number(childText(element, 'Bias')?.trim());
  const standard = readChange(requiredChild(element, 'StandardTime'));
  const daylight = readChange(requiredChild(element, 'DaylightTime'));
  const standardMs = -(base + standard.bias) * MINUTE;
  const daylightMs = -(base + daylight.bias) * MINUTE;
  /** By the wall clock: daylight from its change to the change back, in whichever order they come within a year. */
  const offsetAtWall = (wall: number): number => {
    if (standard.month === 0 || daylight.month === 0) return standardMs;
    const year = new Date(wall).getUTCFullYear();
    const [forward, back] = [changeIn(year, daylight), changeIn(year, standard)];
    const isDaylight = forward < back ? wall >= forward && wall < back : wall >= forward || wall < back;
    return isDaylight ? daylightMs : standardMs;
  };
  const toWall = (instant: number): number => {
    const guess = instant + standardMs;
    return instant + offsetAtWall(guess);
  };
  return { toWall, toInstant: (wall) => wall - offsetAtWall(wall) };
}

interface Change {
  readonly bias: number;
  readonly month: number;
  readonly dayOrder: number;
  readonly weekday: number;
  readonly time: number;
}

function readChange(element: XmlElement): Change {
  const text = (name: string): string => requiredChild(element, name).text.trim();
  const [hours = 0, minutes = 0, seconds = 0] = text('Time').split(':').map(Number);
  return {
    ...{ bias: Number(text('Bias')), month: Number(text('Month')), dayOrder: Number(text('DayOrder')) },
    ...{ weekday: DAY_NAMES.indexOf(text('DayOfWeek')), time: ((hours * 60 + minutes) * 60 + seconds) * 1000 },
  };
}

function changeIn(year: number, change: Change): number {
  const month = year * 12 + change.month - 1;
  const first = firstDayOfMonth(month);
  const firstMatch = first + ((change.weekday - weekday(first) + 7) % 7);
  let day = firstMatch + (change.dayOrder - 1) * 7;
  while (day >= first + daysInMonth(month)) day -= 7;
  return day * DAY + change.time;
}
