import type { Checklist } from '../../../shared/contract/wizard/jobs.ts';
import { issue } from '../../../shared/contract/wizard/issues.ts';
import type { WizardSettings } from '../../../shared/contract/wizard/settings.ts';
import type { Issue } from '../../../shared/contract/wizard/steps.ts';

type TargetSettings = WizardSettings['target'];

/** The last day on which Exchange Online answers EWS is the one before (Exchange Team blog, «Exchange Online EWS, Your Time is Almost Up»). */
export const EWS_RETIREMENT = '2027-04-01';
const DAY_MS = 86_400_000;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
/** Steps about one mailbox; the others are about the server. */
const OF_A_MAILBOX = new Set(['mailbox', 'impersonation', 'calendar']);

export function daysUntilRetirement(now: Date): number {
  return Math.ceil((Date.parse(EWS_RETIREMENT) - now.getTime()) / DAY_MS);
}

function addressIssues({ url }: TargetSettings): Issue[] {
  const text = url.trim();
  if (!URL.canParse(text)) return [issue('TARGET_URL_INVALID', 'url')];
  const { protocol, hostname } = new URL(text);
  if (protocol === 'http:' && LOOPBACK.test(hostname)) return [];
  if (protocol === 'http:') return [issue('TARGET_NOT_HTTPS', 'url')];
  return protocol === 'https:' ? [] : [issue('TARGET_URL_INVALID', 'url')];
}

function signInIssues(settings: TargetSettings, hasSecret: boolean): Issue[] {
  const { auth, user, tenant, clientId, credential, certificateFile } = settings;
  if (auth !== 'oauth') {
    return [
      ...(user.trim() === '' ? [issue('TARGET_USER_MISSING', 'user')] : []),
      ...(hasSecret ? [] : [issue('TARGET_PASSWORD_MISSING', 'password')]),
    ];
  }
  const hasProof = credential === 'secret' ? hasSecret : certificateFile.trim() !== '';
  return [
    ...(tenant.trim() === '' ? [issue('TARGET_TENANT_MISSING', 'tenant')] : []),
    ...(clientId.trim() === '' ? [issue('TARGET_CLIENT_MISSING', 'clientId')] : []),
    ...(hasProof ? [] : [issue('TARGET_CREDENTIAL_MISSING', credential === 'secret' ? 'password' : 'certificateFile')]),
  ];
}

function testIssues(tested: { readonly list: Checklist; readonly isCurrent: boolean } | null): Issue[] {
  if (tested?.isCurrent !== true) return [issue('TARGET_NOT_TESTED')];
  const failed = tested.list.steps.filter(({ status }) => status === 'failed');
  const server = failed.find(({ step }) => !OF_A_MAILBOX.has(step));
  if (server !== undefined) return [issue('TARGET_TEST_FAILED', '', { what: server.error?.sentence ?? server.detail })];
  return failed.length === 0 ? [] : [issue('TARGET_MAILBOXES_FAILED', '', { count: failed.length })];
}

export function targetIssues(
  settings: TargetSettings,
  known: {
    readonly hasSecret: boolean;
    readonly tested: { readonly list: Checklist; readonly isCurrent: boolean } | null;
    readonly now: Date;
  },
): Issue[] {
  const wrong = [...addressIssues(settings), ...signInIssues(settings, known.hasSecret)];
  const days = daysUntilRetirement(known.now);
  const retirement = settings.flavour === 'online' ? [days > 0 ? issue('TARGET_RETIREMENT', '', { days }) : issue('TARGET_RETIRED')] : [];
  return [...retirement, ...(wrong.length > 0 ? wrong : testIssues(known.tested))];
}
