import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../shared/ical/duration.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('DURATION', () => {
  it.each([
    ['PT30M', 0, 30 * MINUTE],
    ['PT90M', 0, 90 * MINUTE],
    ['P1D', 1, 0],
    ['P2W', 14, 0],
    ['-PT15M', 0, -15 * MINUTE],
    ['+PT15M', 0, 15 * MINUTE],
    ['-P1DT2H', -1, -2 * HOUR],
    ['P', 0, 0],
    ['PT', 0, 0],
    ['-P', 0, 0],
    ['P1DT', 1, 0],
    ['PT1W1D', 8, 0],
    ['-PT1W1D2H3M4S', -8, -(2 * HOUR + 3 * MINUTE + 4000)],
    ['PT00H15M00S', 0, 15 * MINUTE],
    ['P0DT0H30M0S', 0, 30 * MINUTE],
    ['P-1D', -1, 0],
    ['pt1h', 0, HOUR],
    [' PT1H ', 0, HOUR],
    ['PT1.5H', 0, 90 * MINUTE],
    ['P0.5D', 0, 12 * HOUR],
    ['1H', 0, HOUR],
  ])('%s', (text, days, milliseconds) => {
    expect(parseDuration(text)).toEqual({ days, milliseconds });
  });

  it.each(['', 'T', 'PT1X', 'one hour', 'P1Y', `PT${'9'.repeat(40)}S`, `P${'1D'.repeat(100)}`])('%s is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});
