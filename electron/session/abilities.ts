import type { z } from 'zod';
import type { Checklist } from '../../shared/contract/wizard/jobs.ts';
import type { ability } from '../../shared/contract/wizard/target.ts';

type Ability = z.infer<typeof ability>;

interface Rule {
  readonly id: Ability['id'];
  readonly steps: readonly string[];
  readonly means: Readonly<Record<'ready' | 'failed', string>>;
}

const RULES: readonly Rule[] = [
  { id: 'ews', steps: ['answer'], means: { ready: 'Godwit can reach EWS.', failed: 'Nothing can be read or written.' } },
  { id: 'sign-in', steps: ['sign-in'], means: { ready: 'The service account is let in.', failed: 'Nothing can be read or written.' } },
  {
    id: 'time-zones',
    steps: ['time-zones'],
    means: { ready: 'Series keep their time when clocks change.', failed: 'Some series would move by an hour; they are not written.' },
  },
  {
    id: 'impersonation',
    steps: ['mailbox', 'impersonation'],
    means: { ready: 'No passwords of users are needed.', failed: 'What belongs into these mailboxes is not written.' },
  },
  { id: 'calendars', steps: ['calendar'], means: { ready: 'Godwit can read and write.', failed: 'These calendars cannot be written.' } },
];

function abilityOf({ id, steps, means }: Rule, list: Checklist): Ability {
  const own = list.steps.filter(({ step, status }) => steps.includes(step) && (status === 'passed' || status === 'failed'));
  const failed = own.filter(({ status }) => status === 'failed');
  if (own.length === 0) return { id, status: 'unknown', found: 'Not tried yet', means: '' };
  const [first] = failed;
  if (first === undefined) {
    const found = own.length === 1 ? (own[0]?.detail ?? '') : `${String(own.length)} of ${String(own.length)} opened`;
    return { id, status: 'ready', found, means: means.ready };
  }
  const status = failed.length === own.length ? 'failed' : 'warning';
  const found = own.length === 1 ? first.detail : `${String(own.length - failed.length)} of ${String(own.length)} opened`;
  return { id, status, found, means: means.failed };
}

/** What the last test says this server can do. */
export function abilitiesOf(list: Checklist): readonly Ability[] {
  const never: Ability = {
    id: 'no-mail-outside',
    status: 'ready',
    found: 'Every request says so',
    means: 'Outside guests hear nothing.',
  };
  return [...RULES.map((rule) => abilityOf(rule, list)), never];
}

/** For a tenant administrator: reads the list of allowed applications before writing it, because the cmdlet replaces the whole list. */
export function allowScript(clientId: string): string {
  return [
    '$o   = Get-OrganizationConfig',
    '$ids = @($o.EwsAllowedAppIDs) +',
    `       '${clientId.replaceAll("'", "''")}'`,
    'Set-OrganizationConfig -EwsEnabled $true `',
    '  -EwsAllowedAppIDs $ids',
  ].join('\n');
}
