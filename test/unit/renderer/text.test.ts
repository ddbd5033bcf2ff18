import { describe, expect, test } from 'vitest';
import { DE } from '../../../renderer/src/text/de/de.ts';
import { EN, type MessageKey } from '../../../renderer/src/text/en/en.ts';
import { chooseLanguage, createWords } from '../../../renderer/src/text/catalogue.ts';
import { MAPPING_RULES_DE } from '../../../renderer/src/text/de/mappingRules.ts';
import type { Message } from '../../../renderer/src/text/message.ts';
import { MAPPING_RULES } from '../../../shared/directory/mappingRules.ts';
import { pseudoMessage } from '../../../renderer/src/text/pseudoLocale.ts';
import { addDays, countdown, duration, percent, timeRange, viewerClock } from '../../../renderer/src/text/time.ts';

const forms = (message: Message): readonly string[] => (typeof message === 'string' ? [message] : [message.one, message.other]);
const placeholders = (message: Message): readonly string[] =>
  [...new Set(forms(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')))].sort();
const keys = Object.keys(EN).filter((key): key is MessageKey => Object.hasOwn(EN, key));

describe('texts', () => {
  test('the languages fill the same places', () => {
    const different = keys.filter((key) => placeholders(EN[key]).join() !== placeholders(DE[key]).join());
    expect(different).toEqual([]);
  });

  test('German is German', () => {
    const same = keys.filter(
      (key) => forms(EN[key]).join() === forms(DE[key]).join() && /[a-z]{4,} [a-z]{3,} [a-z]{3,}/i.test(forms(EN[key]).join()),
    );
    expect(same).toEqual([]);
  });

  test('every rule of the mapping has a German sentence', () => {
    expect(Object.keys(MAPPING_RULES_DE).sort()).toEqual(Object.keys(MAPPING_RULES).sort());
  });

  test('nobody begs, cheers or shouts', () => {
    const wrong = keys.filter((key) => forms(EN[key]).some((text) => /please|oops|successful|!|\bmust\b.*!/i.test(text)));
    expect(wrong).toEqual([]);
  });

  test('the pseudo locale keeps places, and is a third longer', () => {
    for (const key of keys) {
      const pseudo = pseudoMessage(EN[key]);
      expect(placeholders(pseudo)).toEqual(placeholders(EN[key]));
      for (const [index, text] of forms(pseudo).entries()) {
        expect(text.length).toBeGreaterThanOrEqual(Math.floor((forms(EN[key])[index]?.length ?? 0) * 1.3));
      }
    }
  });

  test('numbers and plurals follow the language', () => {
    expect(createWords('en').t('rail.events', { count: 1 })).toBe('1 event');
    expect(createWords('en').t('rail.events', { count: 61_340 })).toBe('61,340 events');
    expect(createWords('de').t('rail.events', { count: 61_340 })).toContain('61.340');
    expect(createWords('pseudo').t('step.run')).toMatch(/^\[.*\]$/);
  });

  test.each([
    [['de-AT', 'en'], 'de'],
    [['fr', 'en-US'], 'en'],
    [['fr'], 'en'],
    [['x-pseudo'], 'pseudo'],
  ] as const)('%j is read in %s', (preferred, language) => {
    expect(chooseLanguage(preferred)).toBe(language);
  });
});

describe('times', () => {
  const words = createWords('en');

  test.each([
    ['2026-11-24T10:00:00-08:00', '2026-11-24T11:00:00-08:00', 'Tue 24 Nov, 10:00 to 11:00'],
    ['2026-11-24T23:30:00+01:00', '2026-11-25T00:30:00+01:00', 'Tue 24 Nov 23:30 to Wed 25 Nov 00:30'],
    ['2026-11-26', '2026-11-27', 'Thu 26 Nov, all day'],
    ['2026-11-26', '2026-11-29', 'Thu 26 Nov to Sat 28 Nov, all day'],
  ])('%s to %s reads as the event’s own zone has it', (start, end, text) => {
    expect(timeRange(words, start, end)).toBe(text);
  });

  test('the viewer’s clock is said where it differs', () => {
    expect(viewerClock(words, '2026-11-24T10:00:00-08:00', 'Europe/Berlin')).toBe('19:00 on your clock');
    expect(viewerClock(words, '2026-11-24T10:00:00-08:00', 'America/Los_Angeles')).toBe('');
    expect(viewerClock(words, '2026-11-24', 'Europe/Berlin')).toBe('');
  });

  test('days are counted without clocks', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  test('lengths and shares', () => {
    expect([duration(words, 0.2), duration(words, 59), duration(words, 125), duration(words, 9300), duration(words, 7200)]).toEqual([
      '1 s',
      '59 s',
      '2 min',
      '2 h 35 min',
      '2 h',
    ]);
    expect([countdown(47), countdown(-3), countdown(125)]).toEqual(['0:47', '0:00', '2:05']);
  });

  test('a share is never rounded up to all of it', () => {
    expect(percent(words, 48_195, 48_206, 2)).toBe('99.97\u202f%');
    expect(percent(words, 99_999, 100_000)).toBe('99\u202f%');
    expect(percent(words, 5, 5, 2)).toBe('100\u202f%');
    expect(percent(words, 0, 0)).toBe('–');
  });
});
