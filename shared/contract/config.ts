import { z } from 'zod';
import { canonicalZoneName } from '../domain/ianaTimeZone.ts';

const email = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'is not a mail address');
const isoDate = z.iso.date('is not a date like 2015-01-01');
const isoInstant = z.iso.datetime({ offset: true, error: 'is not a time like 2027-01-16T18:00:00Z' });
const timeZone = z.string().refine((name) => canonicalZoneName(name) !== null, 'is not a time zone like Europe/Berlin');
/** `https://user:password@host` would be shown with every message about the host. */
const withoutSecret = (url: string): boolean => !/^[a-z]+:\/\/[^/?#]*@/i.test(url);
const HOLDS_SECRET = 'must not hold a user or a password';
const webAddress = z.url({ protocol: /^https?$/, error: 'is not an https:// address' }).refine(withoutSecret, HOLDS_SECRET);
const environmentVariable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'is not the name of an environment variable');

const postgresSource = z.strictObject({
  kind: z.literal('postgres'),
  /** A host name or address, or the folder of a Unix socket when it begins with `/`. */
  host: z.string().min(1),
  port: z.int().min(1).max(65535).default(5432),
  database: z.string().min(1).default('caldav'),
  user: z.string().min(1).default('caldav'),
  passwordEnv: environmentVariable.optional(),
  tls: z.enum(['off', 'require', 'verify-full']).default('off'),
  caFile: z.string().optional(),
  attachments: z.string().optional(),
});

const dumpSource = z.strictObject({
  kind: z.literal('dump'),
  path: z.string().min(1),
  attachments: z.string().optional(),
});

const directory = z.strictObject({
  ldap: z
    .strictObject({
      url: z
        .string()
        .regex(/^ldaps?:\/\//, 'is not an ldap:// or ldaps:// address')
        .refine(withoutSecret, HOLDS_SECRET),
      baseDn: z.string().optional(),
      bindDn: z.string().optional(),
      passwordEnv: environmentVariable.optional(),
      caFile: z.string().optional(),
      startTls: z.boolean().optional(),
      fingerprint: z.string().optional(),
    })
    .optional(),
  files: z.array(z.string().min(1)).default([]),
});

const mapping = z.strictObject({
  file: z.string().optional(),
  acceptedDomains: z.array(z.string().min(1)).default([]),
  rewriteDomains: z.record(z.string(), z.string()).default({}),
});

const auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('basic'), user: z.string(), passwordEnv: environmentVariable }),
  z.strictObject({ kind: z.literal('ntlm'), user: z.string(), passwordEnv: environmentVariable }),
  z
    .strictObject({
      kind: z.literal('oauth'),
      tenant: z.string(),
      clientId: z.string(),
      secretEnv: environmentVariable.optional(),
      certificateFile: z.string().optional(),
      /** Where tokens come from; Microsoft's public cloud unless said otherwise. */
      authority: webAddress.optional(),
    })
    .refine((value) => (value.secretEnv === undefined) !== (value.certificateFile === undefined), {
      message: 'needs either "secretEnv" or "certificateFile"',
    }),
]);

const target = z.strictObject({
  kind: z.literal('ews'),
  url: webAddress,
  auth,
  caFile: z.string().optional(),
  concurrency: z.int().min(1).max(100).default(10),
  /** Seconds after which a request counts as lost; the server may still work on it for `inDoubtSeconds`. */
  timeoutSeconds: z.int().min(1).max(600).default(110),
  inDoubtSeconds: z.int().min(0).max(3600).default(120),
  /** Messages one mailbox sends a minute, answers counted: Exchange Online delays what is beyond 30. */
  sendsPerMinute: z.int().min(1).max(1000).default(25),
});

const travelTime = z.strictObject({
  enabled: z.boolean().default(true),
  title: z.string().regex(/\S/, 'is empty').default('Travel time: {subject}'),
  showAs: z.enum(['OOF', 'Busy']).default('OOF'),
});

const options = z
  .strictObject({
    from: isoDate.nullable().default(null),
    to: isoDate.nullable().default(null),
    cutOver: isoInstant.nullable().default(null),
    horizonMonths: z.int().min(1).max(120).default(24),
    meetings: z.enum(['live', 'silent']).default('live'),
    scope: z.union([z.literal('all'), z.array(email).min(1, 'names no mailbox')]).default('all'),
    calendars: z.enum(['category', 'folder']).default('category'),
    travelTime: travelTime.prefault({}),
    /** What happens to meetings with people inside, but not all of them in scope. */
    crossing: z.enum(['wait', 'silent']).default('wait'),
    /** IANA zone where nothing else says which zone a floating time means. */
    timeZone: timeZone.default('UTC'),
    /** By mailbox; goes before what the directory's lists say. */
    mailboxTimeZones: z.record(z.string(), timeZone).default({}),
    responsesInBody: z.boolean().default(false),
  })
  .refine(({ from, to }) => from === null || to === null || from < to, { path: ['to'], message: 'is not later than "from"' });

/** The config file of the command line (design «Headless use»). Secrets are names of environment variables, never values. */
export const configSchema = z.strictObject({
  project: z.string().min(1),
  source: z.discriminatedUnion('kind', [postgresSource, dumpSource]).optional(),
  directory: directory.prefault({}),
  mapping: mapping.prefault({}),
  target: target.optional(),
  options: options.prefault({}),
});

export type Config = z.infer<typeof configSchema>;
export type SourceConfig = NonNullable<Config['source']>;
export type TargetConfig = NonNullable<Config['target']>;
export type PlanOptions = Config['options'];
