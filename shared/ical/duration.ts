import type { ICalDuration } from './model.ts';

const UNIT_MS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000 };
const DURATION = /^([+-]?)P?([+-]?)((?:\d+(?:[.,]\d+)?[WDHMS]|T)*)$/i;

/**
 * Reads DURATION (RFC 5545 §3.3.6) and its relatives seen in stored events: `P`, `P1DT`, `PT1W1D`, `P0DT0H30M0S`,
 * `PT00H15M00S`. Null when there is no telling.
 */
export function parseDuration(text: string): ICalDuration | null {
  const trimmed = text.trim();
  const parts = trimmed.length > 64 ? null : DURATION.exec(trimmed);
  if (parts === null) return null;
  const body = parts[3] ?? '';
  if (!/P|\d/i.test(trimmed)) return null;
  const sign = (parts[1] === '-') !== (parts[2] === '-') ? -1 : 1;
  let days = 0;
  let milliseconds = 0;
  for (const [, amount = '', unit = ''] of body.toUpperCase().matchAll(/([\d.,]+)([WDHMS])/g)) {
    const number = Number(amount.replace(',', '.'));
    if (unit === 'W') days += number * 7;
    else if (unit === 'D') days += number;
    else milliseconds += number * (UNIT_MS[unit] ?? 0);
  }
  const wholeDays = Math.floor(days);
  milliseconds += (days - wholeDays) * 86_400_000;
  if (!Number.isSafeInteger(wholeDays * 86_400_000) || !Number.isSafeInteger(Math.round(milliseconds))) return null;
  return { days: signed(sign, wholeDays), milliseconds: signed(sign, Math.round(milliseconds)) };
}

function signed(sign: number, value: number): number {
  return value === 0 ? 0 : sign * value;
}
