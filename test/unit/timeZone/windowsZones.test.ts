import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ianaTimeZone } from '../../../shared/domain/ianaTimeZone.ts';
import { windowsIdOfDisplayName } from '../../../shared/ews/windowsDisplayNames.ts';
import {
  allWindowsIds,
  ianaOfWindowsId,
  isWindowsId,
  WINDOWS_ZONE_DATA_VERSION,
  windowsIdOf,
  windowsIdOfIana,
  windowsTimeZone,
} from '../../../shared/ews/windowsZones.ts';

/** Zones whose law changed after the table's row was made, with no Windows zone that follows it through past and future. */
const BEHIND: readonly string[] = ['America/Vancouver', 'America/Edmonton'];

describe('Windows zones', () => {
  it('are known for every zone of the tz database but one', () => {
    const missing = Intl.supportedValuesOf('timeZone').filter((name) => windowsIdOfIana(name) === null);
    expect(missing).toEqual(['Antarctica/Troll']);
  });

  it('tell the time of the zones they stand for, from 2025 to 2036', () => {
    const different = Intl.supportedValuesOf('timeZone').filter((name) => {
      const zone = ianaTimeZone(name);
      const id = windowsIdOfIana(name);
      const windows = id === null ? null : windowsTimeZone(id);
      for (let instant = Date.UTC(2025, 0, 1, 12); windows !== null && instant < Date.UTC(2037, 0, 1); instant += 86_400_000) {
        if (zone?.offsetAt(instant) !== windows.offsetAt(instant)) return true;
      }
      return false;
    });
    expect(different.filter((name) => !BEHIND.includes(name))).toEqual([]);
  });

  it.each([
    ['Europe/Berlin', 'W. Europe Standard Time'],
    ['US/Eastern', 'Eastern Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['Europe/Kyiv', 'FLE Standard Time'],
    ['America/Nuuk', 'Greenland Standard Time'],
    ['Etc/UTC', 'UTC'],
    ['GMT', 'UTC'],
    ['Etc/GMT+5', 'SA Pacific Standard Time'],
    ['America/Scoresbysund', 'Greenland Standard Time'],
    ['Antarctica/Casey', 'W. Australia Standard Time'],
    ['Antarctica/Vostok', 'West Asia Standard Time'],
    ['Customized Time Zone', null],
  ])('%s: %s', (name, id) => {
    expect(windowsIdOfIana(name)).toBe(id);
  });

  it('have a zone of the tz database each, and lead back to themselves', () => {
    const ids = allWindowsIds();
    expect(ids.length).toBeGreaterThan(130);
    expect(ids.filter((id) => windowsIdOfIana(ianaOfWindowsId(id) ?? '') !== id)).toEqual([]);
    expect(ids.filter((id) => windowsTimeZone(id) === null)).toEqual([]);
  });

  it('are recognised in any letter case', () => {
    expect([isWindowsId('w. europe standard time'), windowsIdOf('UTC-02'), isWindowsId('Europe/Berlin')]).toEqual([true, 'UTC-02', false]);
  });

  it('say which data they come from', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../node_modules/cldr-core/package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(WINDOWS_ZONE_DATA_VERSION).toBe(`cldr-${version}+1`);
  });

  it.each([
    ['(UTC-05:00) Eastern Time (US & Canada)', 'Eastern Standard Time'],
    ['(GMT-08.00) Pacific Time (US & Canada) / Tijuana', 'Pacific Standard Time'],
    ['Pacific Time (US & Canada); Tijuana', 'Pacific Standard Time'],
    ['Canberra, Melbourne, Sydney', 'AUS Eastern Standard Time'],
    ['(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', 'W. Europe Standard Time'],
    ['(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London', 'GMT Standard Time'],
    ['(GMT+05:30) Chennai, Kolkata, Mumbai, New Delhi', 'India Standard Time'],
    ['(UTC+01:00)', null],
    ['Customized Time Zone', null],
  ])('are found by what Outlook shows: %s', (name, id) => {
    expect(windowsIdOfDisplayName(name)).toBe(id);
  });
});
