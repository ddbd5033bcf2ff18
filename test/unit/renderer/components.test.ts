// @vitest-environment happy-dom
import { createElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { issue } from '../../../shared/contract/wizard/issues.ts';
import type { Issue } from '../../../shared/contract/wizard/steps.ts';
import type { UndoOutcome } from '../../../shared/contract/wizard/undo.ts';
import { createWords } from '../../../renderer/src/text/catalogue.ts';
import { choiceOf, type CalendarRow } from '../../../renderer/src/steps/mapping/CalendarTable.tsx';
import { deedOf } from '../../../renderer/src/steps/run/ChooseRun.tsx';
import { TakeBack } from '../../../renderer/src/steps/verify/TakeBack.tsx';
import { SecretField } from '../../../renderer/src/wizard/SecretField.tsx';
import { StepPage } from '../../../renderer/src/wizard/StepPage.tsx';
import { drawWizard, frameWith } from './support/drawnWizard.ts';

afterEach(() => document.body.replaceChildren());

const page = createElement(StepPage, { step: 'source', title: 'Source', lead: '', children: 'content' });
const missing = issue('SNAPSHOT_NOT_TAKEN');
const host = issue('SOURCE_HOST_MISSING', 'postgres.host');
const failed = issue('SOURCE_TEST_FAILED', '', { what: 'the port does not answer' });
const acknowledged: Issue = { ...failed, isAcknowledged: true };

describe('Next', () => {
  it('goes on when nothing is in the way, whatever there is to know', async () => {
    const info = issue('SNAPSHOT_NOTES', '', { count: 3 });
    const state = frameWith({ source: [info, acknowledged] });
    const wizard = await drawWizard(page, state, { 'project.validate': { issues: [info, acknowledged] }, 'project.goTo': state });
    await wizard.press('Next');
    expect(wizard.calls.at(-1)).toEqual({ name: 'project.goTo', input: { step: 'directory' } });
  });

  it('says what is missing, lets it go as it is put right, and keeps what still holds', async () => {
    const wizard = await drawWizard(page, frameWith({ source: [host, missing] }), { 'project.validate': { issues: [host, missing] } });
    expect(wizard.texts()).not.toContain(host.sentence);
    await wizard.press('Next');
    expect(document.activeElement?.getAttribute('role')).toBe('alert');
    expect(wizard.texts()).toContain(host.sentence);
    expect(wizard.calls.map(({ name }) => name)).not.toContain('project.goTo');

    // Something else of the project changed: nothing of this step.
    await wizard.tell(frameWith({ source: [host, missing] }, { truth: { written: 5, couldSendOutside: 0 } }));
    expect(wizard.texts()).toContain(host.sentence);
    document.querySelector<HTMLElement>('h1')?.focus();
    await wizard.tell(frameWith({ source: [missing] }));
    expect([wizard.texts().includes(host.sentence), wizard.texts().includes(missing.sentence)]).toEqual([false, true]);
    expect(document.activeElement?.tagName, 'the focus stays where somebody works').toBe('H1');
    await wizard.tell(frameWith());
    expect(document.querySelector('[role="alert"]')).toBeNull();
  });

  it('lets warnings be noted, and nothing else', async () => {
    const state = frameWith({ source: [failed] });
    const wizard = await drawWizard(page, state, {
      'project.validate': { issues: [failed] },
      'project.acknowledge': state,
      'project.goTo': state,
    });
    await wizard.press('Next');
    await wizard.press('Noted');
    expect(wizard.calls.slice(-2)).toEqual([
      { name: 'project.acknowledge', input: { step: 'source', codes: [failed.code] } },
      { name: 'project.goTo', input: { step: 'directory' } },
    ]);
    wizard.answers['project.validate'] = { issues: [failed, missing] };
    await wizard.press('Next');
    expect([...document.querySelectorAll('[role="alert"] button')].map(({ textContent }) => textContent).join()).not.toContain('Noted');
  });

  it('says that the host is gone in place', async () => {
    const wizard = await drawWizard(page, frameWith());
    await wizard.press('Next');
    expect(wizard.texts()).toContain('BRIDGE_BROKEN');
  });
});

describe('a password', () => {
  it('is handed over once, and forgotten here', async () => {
    const wizard = await drawWizard(createElement(SecretField, { slot: 'target', label: 'Password' }), frameWith(), {
      'project.setSecret': frameWith({}, { secrets: { source: 'none', directory: 'none', target: 'memory' } }),
    });
    const field = document.querySelector('input');
    if (field === null) throw new Error('no field');
    await wizard.fill(field, 'canary');
    await wizard.tell(frameWith({}, { secrets: { source: 'none', directory: 'none', target: 'memory' } }));
    expect(wizard.calls.filter(({ name }) => name === 'project.setSecret')).toEqual([
      { name: 'project.setSecret', input: { slot: 'target', value: 'canary', remember: false } },
    ]);
    expect(field.value).toBe('');
    expect(document.documentElement.outerHTML).not.toContain('canary');
  });
});

describe('undo', () => {
  const outcome: UndoOutcome = { isCheck: true, at: '2026-11-20T00:00:00Z', removed: 7, kept: 2, gone: 1, closed: [] };
  const draw = (given: UndoOutcome | null): ReturnType<typeof drawWizard> =>
    drawWizard(createElement(TakeBack), frameWith({}, { truth: { written: 9, couldSendOutside: 0 } }), {
      'undo.outcome': { outcome: given },
      'undo.start': {},
      'undo.check': {},
      'undo.kept': { total: 0, offset: 0, rows: [] },
    });

  it('looks before it offers anything', async () => {
    const wizard = await draw(null);
    expect(document.querySelector('[data-action="undo"]')).toBeNull();
    await wizard.press('See what undo would remove');
    expect(wizard.calls.at(-1)?.name).toBe('undo.check');
  });

  it('tells what goes and what stays, and names the deed', async () => {
    const wizard = await draw(outcome);
    expect(wizard.texts()).toContain('Undo would remove 7 items.');
    expect(wizard.texts()).toContain('2 items stay');
    await wizard.press('Remove 7 items from Exchange');
    expect(wizard.calls.at(-1)?.name).toBe('undo.start');
  });

  it.each([
    ['nothing would go', { ...outcome, removed: 0 }, 'nothing left'],
    ['it is done', { ...outcome, isCheck: false }, 'Undo removed 7 items.'],
  ])('offers nothing when %s', async (_what, given, words) => {
    const wizard = await draw(given);
    expect(wizard.texts()).toContain(words);
    expect(document.querySelector('[data-action="undo"]')).toBeNull();
  });
});

describe('words with numbers', () => {
  const estimate = (meetings: number, kinds: readonly ('user' | 'room' | 'resource')[]): Parameters<typeof deedOf>[1] => ({
    mailboxes: kinds.map((kind, index) => ({ mailbox: `m${String(index)}`, name: '', kind, items: 1 })),
    items: 9,
    byKind: { meeting: meetings },
    byMode: {},
    alreadyWritten: 0,
    outsideGuests: null,
    seconds: 1,
    destination: 'contoso.com',
  });

  it.each([
    ['everyone', 3, ['user', 'user', 'room'], 'Migrate 3 meetings for 2 people and 1 room to contoso.com'],
    ['pilot', 1, ['user'], 'Migrate 1 meeting for 1 person to contoso.com'],
    ['everyone', 0, ['room', 'resource'], 'Migrate 9 items for 2 rooms to contoso.com'],
    ['dry-run', 3, ['user'], 'Check 9 items, write nothing'],
  ] as const)('%s of %i meetings for %j', (choice, meetings, kinds, words) => {
    expect(deedOf(choice, estimate(meetings, kinds), createWords('en'))).toBe(words);
  });
});

describe('a calendar’s route', () => {
  const row: CalendarRow = {
    ...{ ownerUid: 'A', owner: 'Ada', calendar: 'c1', name: 'Family', isDefault: false },
    ...{ route: 'default', target: '', isTransparent: false, chosenBy: 'policy' },
  };

  it.each([
    ['category', row, 'Family'],
    ['folder', { ...row, name: '' }, 'c1'],
    ['folder', { ...row, route: 'category', target: 'Home' }, 'Home'],
    ['left-out', { ...row, route: 'folder', target: 'Home' }, ''],
    ['default', { ...row, route: 'folder', target: 'Home' }, ''],
  ] as const)('%s is called like the calendar until somebody says otherwise', (route, given, target) => {
    expect(choiceOf(given, route)).toEqual({ ownerUid: 'A', calendar: 'c1', route, target });
  });
});
