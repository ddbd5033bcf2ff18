import { describe, expect, it } from 'vitest';
import { compactInstant, isoTime } from '../../../shared/convert/isoTime.ts';
import { cleanLine, cleanText, cutText, escapeHtml } from '../../../shared/convert/xmlText.ts';
import { ianaTimeZone } from '../../../shared/domain/ianaTimeZone.ts';
import { fixedTimeZone, utcTimeZone } from '../../../shared/domain/timeZone.ts';
import type { TimeZone } from '../../../shared/domain/timeZone.ts';

describe('cleanText', () => {
  it.each([
    ['keeps tab and line feed', 'a\tb\nc', 'a\tb\nc'],
    ['makes one line end of all', 'a\r\nb\rc', 'a\nb\nc'],
    ['removes control characters', 'a\u0000\u0008\u000b\u000c\u000e\u001fb', 'ab'],
    ['keeps what XML 1.0 allows', '\u007f\u0085\ue000\ufffd', '\u007f\u0085\ue000\ufffd'],
    ['removes U+FFFE and U+FFFF', 'a\ufffe\uffffb', 'ab'],
    ['removes lone surrogates', 'a\ud83db\ude00c\ud83d', 'abc'],
    ['keeps pairs', '😀😀', '😀😀'],
    ['removes a lone half beside a pair', '\ud83d😀\ude00', '😀'],
  ])('%s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });
});

describe('cleanLine', () => {
  it('joins lines, blank ones left out', () => {
    expect([cleanLine(' a \n\n\t b\u2028c '), cleanLine('a\nb', ', ')]).toEqual(['a b c', 'a, b']);
  });
});

describe('cutText', () => {
  it('never cuts a pair in two', () => {
    expect([cutText('ab😀', 3), cutText('ab😀', 4), cutText('abc', 3)]).toEqual(['ab', 'ab😀', 'abc']);
  });
});

describe('escapeHtml', () => {
  it('leaves nothing that HTML would take for its own', () => {
    expect(escapeHtml('<a href="x">&\n')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;<br>\n');
  });
});

describe('isoTime', () => {
  const at = (zone: TimeZone, wall: number): string => isoTime({ wall, instant: zone.toInstant(wall), zone, windowsId: '' }, false);
  const newYork = ianaTimeZone('America/New_York') ?? utcTimeZone;

  it.each([
    ['UTC', utcTimeZone, Date.UTC(2027, 5, 7, 9), '2027-06-07T09:00:00+00:00'],
    ['west', newYork, Date.UTC(2027, 0, 7, 9), '2027-01-07T09:00:00-05:00'],
    ['in summer', newYork, Date.UTC(2027, 6, 7, 9), '2027-07-07T09:00:00-04:00'],
    ['with minutes', fixedTimeZone(-210), Date.UTC(2027, 5, 7, 9), '2027-06-07T09:00:00-03:30'],
    ['a repeated hour means the first', newYork, Date.UTC(2027, 10, 7, 1, 30), '2027-11-07T01:30:00-04:00'],
    ['in the gap the digits stay, with the offset before it', newYork, Date.UTC(2027, 2, 14, 2, 30), '2027-03-14T02:30:00-05:00'],
  ])('%s', (_, zone, wall, text) => {
    expect([at(zone, wall), Date.parse(at(zone, wall))]).toEqual([text, zone.toInstant(wall)]);
  });

  it('keeps the instant where an old offset had seconds', () => {
    const zone = ianaTimeZone('Europe/Amsterdam') ?? utcTimeZone;
    const wall = Date.UTC(1920, 0, 1, 12);
    expect(Date.parse(at(zone, wall))).toBe(zone.toInstant(wall));
  });

  it('is a plain date when all-day', () => {
    const wall = Date.UTC(2027, 5, 7);
    expect(isoTime({ wall, instant: wall, zone: utcTimeZone, windowsId: '' }, true)).toBe('2027-06-07');
  });
});

describe('compactInstant', () => {
  it('names instants and dates', () => {
    const instant = Date.UTC(2027, 5, 7, 7, 30);
    expect([compactInstant(instant, false), compactInstant(instant, true)]).toEqual(['20270607T073000Z', '20270607']);
  });
});
