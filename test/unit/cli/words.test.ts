import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LINES } from '../../../shared/contract/lines/lines.ts';
import { answerWords, type AnswersRead } from '../../../electron/cli/answerWords.ts';
import { counted, figures } from '../../../electron/cli/words.ts';

/** Names of the figures in a command's last line. */
function figureNames(command: 'run' | 'delta' | 'undo'): readonly string[] {
  const { anyOf } = z
    .object({ anyOf: z.array(z.looseObject({ properties: z.record(z.string(), z.unknown()) })) })
    .parse(z.toJSONSchema(LINES[command], { io: 'output' }));
  const isSummary = (type: unknown): boolean => z.object({ const: z.literal('summary') }).safeParse(type).success;
  const [summary] = anyOf.filter(({ properties }) => isSummary(properties['type']));
  return Object.entries(summary?.properties ?? {}).flatMap(([name, schema]) =>
    z.object({ type: z.enum(['integer', 'number']) }).safeParse(schema).success ? [name] : [],
  );
}

describe('words for people', () => {
  it('have a singular', () => {
    expect([0, 1, 2].map((count) => counted(count, 'blocking issue'))).toEqual([
      '0 blocking issues',
      '1 blocking issue',
      '2 blocking issues',
    ]);
    expect([1, 2].map((count) => counted(count, 'guess', 'guesses'))).toEqual(['1 guess', '2 guesses']);
  });

  it.each(['run', 'delta', 'undo'] as const)('say every figure of %s in words', (command) => {
    const names = figureNames(command);
    expect(names.length).toBeGreaterThan(4);
    const said = figures(Object.fromEntries(names.map((name) => [name, 7])));
    expect(said.split('\n')).toHaveLength(names.length);
    expect(said).not.toMatch(/[a-z][A-Z]/);
  });

  it('say the figures of a snapshot in words', () => {
    const said = figures({
      objects: 9,
      toPlan: 7,
      VEVENT: 6,
      'home-not-active': 1,
      distinctTexts: 8,
      distinctTextBytes: 900,
      readingNotes: 2,
    });
    expect(said.split('\n').map((line) => line.trim().replace(/ {2,}/, ': '))).toEqual([
      'objects: 9',
      'objects to plan: 7',
      'VEVENT: 6',
      'home-not-active: 1',
      'distinct texts: 8',
      'bytes of distinct texts: 900',
      'notes on reading: 2',
    ]);
  });
});

describe('answers, after they were read back', () => {
  const NONE = { trackingSource: 129, trackingFound: 0, ownSource: 349, ownFound: 343 };
  const NOTED = { 'answers-not-kept': 1 };

  it.each<[string, AnswersRead, boolean]>([
    ['the plan knew that none would come', { figures: NONE, route: 'none', byNote: NOTED }, true],
    ['they were to come', { figures: NONE, route: 'elements', byNote: {} }, false],
    ['no meeting was written silently', { figures: NONE, route: 'none', byNote: {} }, false],
    ['all are there', { figures: { ...NONE, trackingFound: 129 }, route: 'none', byNote: NOTED }, false],
  ])('say why there are none where %s', (_, read, isExplained) => {
    const said = answerWords(read);
    expect([said[0], said.at(-1)?.trim()]).toEqual([
      `answers: the organizers’ tracking shows ${String(read.figures.trackingFound)} of 129`,
      'the guests’ own copies show 343 of 349',
    ]);
    expect(said.join('\n').includes('1 item has the note answers-not-kept')).toBe(isExplained);
    expect(said).toHaveLength(isExplained ? 4 : 2);
  });
});
