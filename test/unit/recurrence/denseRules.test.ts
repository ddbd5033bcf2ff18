import { describe, expect, it } from 'vitest';
import { outline, plan } from './support.ts';

const SECOND = 'DURATION:PT1S';

/** Rules by minutes and seconds (§4.1): the instances around the plan's own clock, 2026-11-20, and never nothing. */
describe('a rule with more instances than anyone wants', () => {
  it.each([
    [
      'that ends in ten seconds keeps those',
      `DTSTART:20261001T000000Z\n${SECOND}\nRRULE:FREQ=SECONDLY;UNTIL=20261120T000010Z`,
      ['single:20261120T000000Z 2026-11-20T00:00:00+00:00', 11],
    ],
    [
      'that ended a second ago keeps its first instance: an event must not get lost for being too much',
      `DTSTART:20261001T000000Z\n${SECOND}\nRRULE:FREQ=SECONDLY;UNTIL=20261119T235959Z`,
      ['master 2026-10-01T00:00:00+00:00', 1],
    ],
    [
      'that ended days ago keeps its latest',
      'DTSTART:20200101T000000Z\nDURATION:PT1M\nRRULE:FREQ=MINUTELY;UNTIL=20261118T000000Z',
      ['single:20261115T220100Z 2026-11-15T22:01:00+00:00', 3000],
    ],
  ])('%s', (_name, text, expected) => {
    const planned = plan(text);
    const [first, ...others] = outline(planned);
    expect([first, others.length + 1]).toEqual(expected);
    expect([planned.seriesClass, planned.notes.map(({ code }) => code)]).toEqual(['expanded', ['past-left-out', 'rule-expanded']]);
  });
});
