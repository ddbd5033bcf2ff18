import { z } from 'zod';
import { list } from './common.ts';

/**
 * What the operator entered, step by step, saved as it is typed: drafts may be incomplete, so that nearly every string may be empty; the step's
 * issues say what is missing. Both kinds of a choice are kept, so that trying the other one loses nothing. No secret is ever part of it.
 */
export const projectSettings = z.strictObject({ title: z.string().max(200) });

export const sourceSettings = z.strictObject({
  kind: z.enum(['postgres', 'dump']),
  postgres: z.strictObject({
    host: z.string(),
    port: z.int().nullable(),
    database: z.string(),
    user: z.string(),
    tls: z.enum(['off', 'require', 'verify-full']),
    caFile: z.string(),
  }),
  dump: z.strictObject({ path: z.string() }),
  attachments: z.string(),
});

export const directorySettings = z.strictObject({
  files: list(z.string()),
  useServer: z.boolean(),
  server: z.strictObject({
    url: z.string(),
    baseDn: z.string(),
    bindDn: z.string(),
    startTls: z.boolean(),
    caFile: z.string(),
    fingerprint: z.string(),
  }),
});

export const targetSettings = z.strictObject({
  /** Only what is asked for differs; both are EWS. */
  flavour: z.enum(['online', 'on-premises']),
  url: z.string(),
  auth: z.enum(['oauth', 'ntlm', 'basic']),
  user: z.string(),
  tenant: z.string(),
  clientId: z.string(),
  /** OAuth: a client secret (kept as the secret `target`), or a PEM file with certificate and key. */
  credential: z.enum(['secret', 'certificate']),
  certificateFile: z.string(),
  authority: z.string(),
  caFile: z.string(),
  concurrency: z.int().min(1).max(100),
});

export const mappingSettings = z.strictObject({
  acceptedDomains: list(z.string()),
  rewriteDomains: list(z.strictObject({ from: z.string(), to: z.string() })),
});

export const optionsSettings = z.strictObject({
  /** Plain dates; null = open. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** ISO with offset; null = when the plan is made. */
  cutOver: z.string().nullable(),
  horizonMonths: z.int(),
  meetings: z.enum(['live', 'silent']),
  scope: z.union([z.literal('all'), list(z.string())]),
  crossing: z.enum(['wait', 'silent']),
  calendars: z.enum(['category', 'folder']),
  travelTime: z.strictObject({ enabled: z.boolean(), title: z.string(), showAs: z.enum(['OOF', 'Busy']) }),
  timeZone: z.string(),
  responsesInBody: z.boolean(),
});

export const runSettings = z.strictObject({
  choice: z.enum(['dry-run', 'pilot', 'everyone']),
  /** Of the pilot; empty = the proposal. */
  mailboxes: list(z.string()),
  keepAwake: z.boolean(),
});

export const verifySettings = z.strictObject({ html: z.boolean(), csv: z.boolean(), json: z.boolean(), maskTitles: z.boolean() });

/** All settings by step. `preview` has none. */
export const wizardSettings = z.strictObject({
  project: projectSettings,
  source: sourceSettings,
  directory: directorySettings,
  target: targetSettings,
  mapping: mappingSettings,
  options: optionsSettings,
  run: runSettings,
  verify: verifySettings,
});

export type WizardSettings = z.infer<typeof wizardSettings>;
export type SettingsStep = keyof WizardSettings;

/** One step's settings as they are saved. */
export const stepSettings = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('project'), settings: projectSettings }),
  z.strictObject({ step: z.literal('source'), settings: sourceSettings }),
  z.strictObject({ step: z.literal('directory'), settings: directorySettings }),
  z.strictObject({ step: z.literal('target'), settings: targetSettings }),
  z.strictObject({ step: z.literal('mapping'), settings: mappingSettings }),
  z.strictObject({ step: z.literal('options'), settings: optionsSettings }),
  z.strictObject({ step: z.literal('run'), settings: runSettings }),
  z.strictObject({ step: z.literal('verify'), settings: verifySettings }),
]);
export type StepSettings = z.infer<typeof stepSettings>;

/** What a new project starts with. */
export const DEFAULT_SETTINGS: WizardSettings = {
  project: { title: '' },
  source: {
    kind: 'postgres',
    postgres: { host: '', port: 5432, database: 'caldav', user: 'caldav', tls: 'off', caFile: '' },
    dump: { path: '' },
    attachments: '',
  },
  directory: {
    files: [],
    useServer: false,
    server: { url: '', baseDn: '', bindDn: '', startTls: false, caFile: '', fingerprint: '' },
  },
  target: {
    flavour: 'on-premises',
    url: '',
    auth: 'ntlm',
    user: '',
    tenant: '',
    clientId: '',
    credential: 'secret',
    certificateFile: '',
    authority: '',
    caFile: '',
    concurrency: 10,
  },
  mapping: { acceptedDomains: [], rewriteDomains: [] },
  options: {
    from: null,
    to: null,
    cutOver: null,
    horizonMonths: 24,
    meetings: 'live',
    scope: 'all',
    crossing: 'wait',
    calendars: 'category',
    travelTime: { enabled: true, title: 'Travel time: {subject}', showAs: 'OOF' },
    timeZone: 'UTC',
    responsesInBody: false,
  },
  run: { choice: 'pilot', mailboxes: [], keepAwake: true },
  verify: { html: true, csv: true, json: false, maskTitles: false },
};
