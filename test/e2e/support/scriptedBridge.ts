import type { Page } from '@playwright/test';
import type { Bridge } from '../../../shared/contract/bridge.ts';
import type { PreviewRow } from '../../../shared/contract/wizard/preview.ts';
import type { RunMailbox, RunProblem, RunState } from '../../../shared/contract/wizard/run.ts';
import { DEFAULT_SETTINGS } from '../../../shared/contract/wizard/settings.ts';
import type { WizardState } from '../../../shared/contract/wizard/state.ts';
import { STEP_IDS, type StepId } from '../../../shared/contract/wizard/steps.ts';
import type { WizardMappingRow } from '../../../shared/contract/wizard/mapping.ts';

/** Sizes no sample has: only the transport is replaced, by a bridge that makes its pages as they are asked for. */
export interface Sizes {
  readonly mappingRows: number;
  readonly previewRows: number;
}

interface Script extends Sizes {
  readonly state: WizardState;
  readonly run: RunState;
  readonly mailboxes: readonly RunMailbox[];
  readonly problems: readonly RunProblem[];
}

const AT = '2026-11-20T00:14:00Z';

function stateAt(current: StepId, { mappingRows, previewRows }: Sizes): WizardState {
  return {
    project: { path: '/projects/contoso.godwit', fileName: 'contoso.godwit', title: 'Contoso cut-over', isSample: false },
    current,
    steps: STEP_IDS.map((id) => ({ id, status: id === 'run' ? 'running' : 'ready', needs: null, issues: [] })),
    settings: DEFAULT_SETTINGS,
    secrets: { source: 'none', directory: 'none', target: 'memory' },
    facts: {
      snapshot: {
        takenAt: AT,
        source: 'caldav',
        sourceKind: 'dump',
        schemaVersion: 60,
        fingerprint: 'f',
        counts: { objects: 61_340 },
        notes: 0,
      },
      directory: { origins: 2, people: 214, rooms: 18, groups: 9, others: 131 },
      target: { testedAt: AT, label: 'contoso.com', passed: 7, failed: 0 },
      mapping: { version: 4, fingerprint: '9f2c41d0', rows: mappingRows, toDecide: 0, toConfirm: 0, blocking: 0 },
      plan: { number: 7, hash: 'h', asOf: AT, items: previewRows, byKind: { meeting: 9312 }, skipped: 0, decisions: 0, stale: null },
      run: { status: 'running', startedAt: AT, endedAt: null, items: 48_206, written: 28_930, refused: 17, inDoubt: 2, mailboxes: 232 },
      verification: null,
    },
    jobs: [],
    truth: { written: 28_930, couldSendOutside: 0 },
  };
}

const RUN: RunState = {
  status: 'running',
  choice: 'everyone',
  startedAt: AT,
  endedAt: null,
  items: 48_206,
  written: 28_930,
  refused: 17,
  inDoubt: 2,
  adopted: 0,
  mailboxes: { waiting: 60, writing: 10, parked: 1, needsYou: 3, done: 158 },
  perMinute: 312,
  history: [20, 120, 200, 250, 280, 300, 305, 310, 312, 311, 312, 314, 312, 240, 300, 312, 312],
  secondsLeft: { least: 3600, most: 4020 },
  requests: 1200,
  mailsInside: 0,
  couldSendOutside: 0,
  writtenTwice: 0,
  backOff: { at: '2026-11-20T01:31:00Z', code: 'ErrorServerBusy', milliseconds: 60_000, mailbox: 'carlos@contoso.com' },
  error: null,
};

function mailbox(name: string, state: RunMailbox['state'], written: number, items: number): RunMailbox {
  return {
    mailbox: `${name.toLowerCase().replaceAll(' ', '.')}@contoso.com`,
    name,
    kind: name.startsWith('Conference') ? 'room' : 'user',
    state,
    items,
    written,
    refused: state === 'needs-you' ? 3 : 0,
    inDoubt: 0,
    startedAt: state === 'waiting' ? null : AT,
    endedAt: state === 'done' ? '2026-11-20T00:32:00Z' : null,
    parkedUntil: state === 'parked' ? new Date(Date.now() + 47_000).toISOString() : null,
    secondsLeft: state === 'writing' ? 540 : state === 'waiting' ? 5400 : null,
    code: state === 'parked' ? 'ErrorServerBusy' : '',
    message: '',
  };
}

const MAILBOXES: readonly RunMailbox[] = [
  mailbox('Jimi Hendrix', 'writing', 611, 964),
  mailbox('Grace Slick', 'writing', 402, 438),
  mailbox('Carlos Santana', 'parked', 218, 705),
  mailbox('Conference Room 01', 'writing', 1204, 2410),
  mailbox('Jerry Garcia', 'needs-you', 859, 862),
  mailbox('Janis Joplin', 'done', 741, 741),
  mailbox('Joan Baez', 'waiting', 0, 388),
  mailbox('Richie Havens', 'waiting', 0, 512),
];

const PROBLEMS: readonly RunProblem[] = [
  {
    cause: 'ErrorImpersonationFailed',
    title: 'Room account is disabled',
    sentence: 'Exchange does not let anyone act for a disabled account.',
    remedy: 'Enable Conference Room 07 and Studio B, then retry.',
    items: 14,
    mailboxes: ['Conference Room 07', 'Studio B'],
    isParked: false,
    isSkipped: false,
  },
  {
    cause: 'ErrorServerBusy',
    title: 'Parked, goes on by itself',
    sentence: 'Exchange asked to wait.',
    remedy: 'Nothing to do.',
    items: 487,
    mailboxes: ['Carlos Santana'],
    isParked: true,
    isSkipped: false,
  },
];

/** Runs inside the page: everything it needs comes in `script`. */
function install(script: Script): void {
  const day = (index: number): string => new Date(Date.UTC(2015, 0, 1) + Math.floor(index / 40) * 86_400_000).toISOString().slice(0, 10);
  const person = (index: number): string => `Person ${String(index).padStart(5, '0')}`;
  const mappingRow = (index: number): WizardMappingRow => ({
    source: `uid:${String(index)}`,
    kind: 'user',
    name: person(index),
    sourceAddress: `person${String(index)}@example.com`,
    follows: '',
    state: 'mapped',
    decision: 'mapped',
    email: `person${String(index)}@contoso.com`,
    targetName: '',
    rule: 'guid',
    ruleSentence: 'The directory knows this GUID and one address inside.',
    confidence: 'sure',
    candidates: [],
    events: index % 1000,
    ownsHome: true,
    organizes: true,
    issues: [],
  });
  const previewRow = (index: number): PreviewRow => ({
    type: 'item',
    seq: index,
    key: `key-${String(index)}`,
    parentKey: null,
    kind: 'meeting',
    mode: 'live',
    uid: `uid-${String(index)}`,
    mailbox: 'person@contoso.com',
    person: person(index % 232),
    folder: '',
    subject: `Meeting ${String(index)}`,
    start: `${day(index)}T10:00:00-08:00`,
    end: `${day(index)}T11:00:00-08:00`,
    isAllDay: false,
    showAs: 'Busy',
    isPrivate: false,
    repeats: null,
    guests: 5,
    changes: index % 3,
    worst: index % 3 === 0 ? null : 'adjusted',
    noteCodes: [],
    reason: '',
  });
  interface Page {
    readonly offset: number;
    readonly limit: number;
  }
  const page = (total: number, row: (index: number) => unknown, { offset, limit }: Page): unknown => ({
    total,
    offset,
    rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => row(offset + index)),
  });
  const answers: Record<string, (input: never) => unknown> = {
    'host.info': () => ({
      kind: 'desktop',
      platform: 'win32',
      version: '0.1.0',
      hasFileDialogs: true,
      canStoreSecrets: true,
      secretStore: 'the Windows credential store',
      hasSample: false,
      pages: [],
    }),
    'project.state': () => ({ state: script.state }),
    'mapping.summary': () => ({
      version: 4,
      fingerprint: '9f2c41d0',
      savedAt: '2026-11-20T00:00:00Z',
      rows: script.mappingRows,
      byKind: { user: script.mappingRows },
      byState: { mapped: script.mappingRows },
      byRule: { guid: script.mappingRows },
      canTakeBack: false,
    }),
    'mapping.select': () => ({ sources: [], safe: [] }),
    'mapping.page': (input: Page) => page(script.mappingRows, mappingRow, input),
    'preview.page': (input: Page) => page(script.previewRows, previewRow, input),
    'preview.position': () => ({ position: Math.floor(script.previewRows / 2) }),
    'preview.mailboxes': () => ({ mailboxes: [] }),
    'plan.summary': () => ({ ok: false }),
    'run.state': () => script.run,
    'run.mailboxes': (input: Page) => page(script.mailboxes.length, (index) => script.mailboxes[index], input),
    'run.problems': () => ({ problems: script.problems }),
  };
  const bridge: Bridge = {
    call: (name, input) => {
      const answer = answers[name];
      const error = { code: 'WIZARD_NOT_HERE', kind: 'config', sentence: `${name} is not part of this script.`, remedy: 'None.' };
      // The page's own input comes as the contract has it; pages of lists are all that is read of it.
      return Promise.resolve(answer === undefined ? { ok: false, error } : { ok: true, value: answer(input as never) });
    },
    listen: () => () => undefined,
  };
  Object.defineProperty(window, 'godwit', { value: bridge });
}

/** Opens the wizard at a step of a project far larger than any sample. */
export async function scriptBridge(browserPage: Page, step: StepId, sizes: Sizes): Promise<void> {
  const script: Script = { ...sizes, state: stateAt(step, sizes), run: RUN, mailboxes: MAILBOXES, problems: PROBLEMS };
  await browserPage.addInitScript(install, script);
}
