import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ERRORS } from '../../../shared/contract/errors.ts';
import { EVENTS } from '../../../shared/contract/events.ts';
import { PROCEDURES } from '../../../shared/contract/procedures.ts';
import { issue, ISSUES, type IssueCode } from '../../../shared/contract/wizard/issues.ts';
import { DEFAULT_SETTINGS, wizardSettings } from '../../../shared/contract/wizard/settings.ts';

const procedures = Object.entries(PROCEDURES);

describe('the wizard’s contract', () => {
  it.each(procedures)('%s takes a closed object and gives one', (_name, { input, output }) => {
    for (const [schema, io] of [
      [input, 'input'],
      [output, 'output'],
    ] as const) {
      const described = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
      for (const choice of described.oneOf ?? [described]) expect(choice).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  it.each(procedures)('%s survives being copied as a message', (_name, { output }) => {
    const described = JSON.stringify(z.toJSONSchema(output, { unrepresentable: 'any' }));
    // Functions, dates, maps and undefined would not arrive as they were sent; JSON Schema knows none of them.
    expect(described).not.toContain('"not":{}');
  });

  it('lets a secret in by one procedure and out by none', () => {
    const secretWords = /password|passphrase|secret(?!s|Store|State)|token/i;
    const inputs = procedures.filter(([, { input }]) =>
      secretWords.test(JSON.stringify(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }))),
    );
    const named = procedures.filter(([name]) => /secret/i.test(name)).map(([name]) => name);
    expect(named).toEqual(['project.setSecret']);
    // `credential: 'secret'` is a choice between two kinds of proof, not the proof.
    expect(inputs.map(([name]) => name)).toEqual(['project.saveStep']);
  });

  it('begins with settings that are settings', () => {
    expect(wizardSettings.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
  });

  it('names events and procedures area first', () => {
    for (const name of [...Object.keys(PROCEDURES), ...Object.keys(EVENTS)]) expect(name).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
  });

  it.each(Object.entries(ISSUES))('%s says what is wrong and what to do', (code, { sentence, remedy }) => {
    for (const text of [sentence, remedy]) expect(text).toMatch(/^[A-Z«{].*[.}]$/);
    const filled = issue(code as IssueCode, 'field', {
      host: 'a',
      what: 'b',
      count: 1,
      user: 'c',
      origin: 'd',
      days: 2,
      value: 'e',
      examples: 'f',
    });
    expect(`${filled.sentence} ${filled.remedy}`).not.toMatch(/\{(?!subject)/);
  });

  it('uses codes of issues for nothing else', () => {
    expect(Object.keys(ISSUES).filter((code) => code in ERRORS)).toEqual([]);
  });
});
