import { issue } from '../../../shared/contract/wizard/issues.ts';
import type { WizardSettings } from '../../../shared/contract/wizard/settings.ts';
import type { Issue } from '../../../shared/contract/wizard/steps.ts';
import type { Contributions } from '../Settings.ts';

/** A directory is not needed, but most people want one. */
export function directoryIssues(settings: WizardSettings['directory'], read: Contributions | null, hasSecret: boolean): Issue[] {
  const { files, useServer, server } = settings;
  if (files.length === 0 && !useServer) return [issue('DIRECTORY_NONE')];
  const wrong = [
    ...(useServer && !/^ldaps?:\/\/[^/\s]+/i.test(server.url.trim()) ? [issue('DIRECTORY_URL_INVALID', 'server.url')] : []),
    ...(useServer && server.bindDn.trim() !== '' && !hasSecret
      ? [issue('DIRECTORY_PASSWORD_MISSING', 'server.password', { user: server.bindDn })]
      : []),
  ];
  if (read?.settings !== JSON.stringify(settings)) return [...wrong, issue('DIRECTORY_NOT_READ')];
  const failed = read.rows.filter(({ error }) => error !== null);
  return [...wrong, ...failed.map(({ origin }) => issue('DIRECTORY_PART_FAILED', '', { origin }))];
}
