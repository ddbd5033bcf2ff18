import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { convertText } from '../../../electron/usecases/convert/convertText.ts';
import { CONTEXT } from '../../oracle/context.ts';
import { shownInstances } from '../../oracle/instances.ts';

interface Corpus {
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly cases: readonly { readonly lines: readonly string[]; readonly instances: readonly string[] }[];
}

/** Written by `test/oracle/makeCorpus.ts`. */
const corpus = JSON.parse(readFileSync(new URL('../../fixtures/convert/corpus.json', import.meta.url), 'utf8')) as Corpus;
const window = { from: Date.parse(corpus.from), to: Date.parse(corpus.to) };

describe(`series expanded by another program: ${corpus.source}`, () => {
  it.each(corpus.cases.map(({ lines, instances }) => [lines.join(' '), lines, instances] as const))('%s', (_name, lines, instances) => {
    const events = lines.flatMap((line) => (line === 'BEGIN:VEVENT' ? [line, 'UID:corpus'] : [line]));
    const text = `${['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR'].join('\r\n')}\r\n`;
    const { items } = convertText({ name: 'corpus.ics', text, owner: null, context: CONTEXT });
    expect([...new Set(shownInstances(items, window))]).toEqual(instances);
  });

  it('are some two hundred', () => {
    expect(corpus.cases.length).toBeGreaterThan(200);
  });
});
