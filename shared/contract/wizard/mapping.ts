import { z } from 'zod';
import { counts, list, nothing, pageOf, pageQuery, principalKind } from './common.ts';

const decision = z.enum(['mapped', 'external', 'left-out', 'unmapped']);

/** decide: nobody knows. confirm: a guess. mapped, outside, left-out: settled. follows: another row decides. */
export const mappingState = z.enum(['decide', 'confirm', 'mapped', 'outside', 'left-out', 'follows']);
export type MappingState = z.infer<typeof mappingState>;

export const mappingRow = z.strictObject({
  /** Key: `uid:GUID`, `mailto:…`, `short:…`. */
  source: z.string(),
  kind: principalKind,
  name: z.string(),
  /** Mail address or short name on the Mac, for the second line. */
  sourceAddress: z.string(),
  follows: z.string(),
  state: mappingState,
  decision,
  email: z.string(),
  targetName: z.string(),
  rule: z.string(),
  /** The rule in words. */
  ruleSentence: z.string(),
  confidence: z.enum(['confirmed', 'sure', 'guess', 'none']),
  candidates: list(z.string()),
  events: z.int(),
  ownsHome: z.boolean(),
  organizes: z.boolean(),
  issues: list(z.strictObject({ code: z.string(), blocking: z.boolean(), sentence: z.string() })),
});
export type WizardMappingRow = z.infer<typeof mappingRow>;

export const mappingFilter = {
  text: z.string().default(''),
  /** Empty = all. Outside is a state, not a kind. */
  kinds: list(principalKind).default([]),
  states: list(mappingState).default([]),
  rules: list(z.string()).default([]),
  issues: list(z.string()).default([]),
};

export const mappingSort = z.enum(['needs-you-first', 'name', 'email', 'events']);

const calendarRow = z.strictObject({
  ownerUid: z.string(),
  owner: z.string(),
  calendar: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  route: z.enum(['default', 'category', 'folder', 'left-out']),
  target: z.string(),
  isTransparent: z.boolean(),
  chosenBy: z.enum(['policy', 'operator']),
});

const version = z.strictObject({ version: z.int(), fingerprint: z.string() });

export const MAPPING_PROCEDURES = {
  /** Job `mapping`: suggests anew; what the operator decided stays. */
  'mapping.suggest': { input: nothing, output: nothing },
  'mapping.summary': {
    input: nothing,
    output: z.strictObject({
      version: z.int(),
      fingerprint: z.string(),
      savedAt: z.string(),
      rows: z.int(),
      byKind: counts,
      byState: counts,
      byRule: counts,
      /** Can be taken back with `mapping.takeBack`. */
      canTakeBack: z.boolean(),
    }),
  },
  'mapping.page': {
    input: z.strictObject({
      ...mappingFilter,
      sort: mappingSort.default('needs-you-first'),
      descending: z.boolean().default(false),
      ...pageQuery,
    }),
    output: pageOf(mappingRow),
  },
  /** Keys of all rows a filter leaves, for «select all»: those in the state `confirm` with one candidate at most come as `safe`. */
  'mapping.select': {
    input: z.strictObject({ ...mappingFilter }),
    output: z.strictObject({ sources: list(z.string()), safe: list(z.string()) }),
  },
  /** One decision for several rows, one new version. `email` is for `mapped` and `external`; null keeps each row's own suggestion. */
  'mapping.decide': {
    input: z.strictObject({
      sources: list(z.string()),
      decision: z.enum(['mapped', 'external', 'left-out', 'unmapped', 'confirm']),
      email: z.string().nullable().default(null),
      targetName: z.string().nullable().default(null),
    }),
    output: version.extend({ changed: z.int() }),
  },
  /** Takes the newest version back (Ctrl/Cmd+Z): saves the one before it as a new one. */
  'mapping.takeBack': { input: nothing, output: version },
  'mapping.import': {
    input: z.strictObject({ path: z.string().min(1) }),
    output: version.extend({ decisions: z.int(), changed: z.int() }),
  },
  'mapping.export': { input: z.strictObject({ path: z.string().min(1) }), output: version.extend({ rows: z.int() }) },
  /** Between two versions; without numbers the newest and the one before. */
  'mapping.diff': {
    input: z.strictObject({ before: z.int().optional(), after: z.int().optional() }),
    output: z.strictObject({
      before: z.int(),
      after: z.int(),
      rows: list(z.strictObject({ source: z.string(), name: z.string(), was: z.string(), became: z.string(), events: z.int() })),
      calendars: list(z.strictObject({ owner: z.string(), name: z.string(), was: z.string(), became: z.string() })),
    }),
  },
  'mapping.issues': {
    input: nothing,
    output: z.strictObject({
      issues: list(
        z.strictObject({
          code: z.string(),
          blocking: z.boolean(),
          sentence: z.string(),
          sources: list(z.string()),
          names: list(z.string()),
          email: z.string(),
        }),
      ),
    }),
  },
  'mapping.calendars': {
    input: z.strictObject({ text: z.string().default(''), ...pageQuery }),
    output: pageOf(calendarRow),
  },
  'mapping.routeCalendars': {
    input: z.strictObject({
      choices: list(
        z.strictObject({
          ownerUid: z.string(),
          calendar: z.string(),
          route: z.enum(['default', 'category', 'folder', 'left-out']),
          target: z.string(),
        }),
      ),
    }),
    output: version,
  },
} as const;
