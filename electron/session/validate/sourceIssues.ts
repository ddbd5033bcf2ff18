import type { Checklist } from '../../../shared/contract/wizard/jobs.ts';
import { issue } from '../../../shared/contract/wizard/issues.ts';
import type { WizardSettings } from '../../../shared/contract/wizard/settings.ts';
import type { ProjectFacts } from '../../../shared/contract/wizard/state.ts';
import type { Issue } from '../../../shared/contract/wizard/steps.ts';

type SourceSettings = WizardSettings['source'];

const LOOPBACK = /^(?:localhost|127\.|\[?::1\]?$|\/)/;

function postgresIssues({ host, port, database, user, tls }: SourceSettings['postgres']): Issue[] {
  return [
    ...(host.trim() === '' ? [issue('SOURCE_HOST_MISSING', 'postgres.host')] : []),
    ...(port === null || port < 1 || port > 65535 ? [issue('SOURCE_PORT_INVALID', 'postgres.port')] : []),
    ...(database === '' ? [issue('SOURCE_DATABASE_UNNAMED', 'postgres.database')] : []),
    ...(user === '' ? [issue('SOURCE_USER_MISSING', 'postgres.user')] : []),
    ...(tls === 'off' && host.trim() !== '' && !LOOPBACK.test(host.trim())
      ? [issue('SOURCE_NOT_ENCRYPTED', 'postgres.tls', { host: host.trim() })]
      : []),
  ];
}

/** The first failed check of a list, in its own words. */
export function failedCheck(tested: { readonly list: Checklist; readonly isCurrent: boolean } | null): string | null {
  if (tested?.isCurrent !== true) return null;
  const failed = tested.list.steps.find(({ status }) => status === 'failed');
  return failed === undefined ? null : (failed.error?.sentence ?? failed.detail);
}

/** Settings count until the snapshot is there; afterwards the source is not needed any more. */
export function sourceIssues(
  settings: SourceSettings,
  snapshot: ProjectFacts['snapshot'],
  tested: { readonly list: Checklist; readonly isCurrent: boolean } | null,
): Issue[] {
  if (snapshot !== null) return snapshot.notes === 0 ? [] : [issue('SNAPSHOT_NOTES', '', { count: snapshot.notes })];
  const wrong =
    settings.kind === 'postgres'
      ? postgresIssues(settings.postgres)
      : settings.dump.path === ''
        ? [issue('SOURCE_DUMP_MISSING', 'dump.path')]
        : [];
  const failed = failedCheck(tested);
  return [...wrong, ...(failed === null ? [] : [issue('SOURCE_TEST_FAILED', '', { what: failed })]), issue('SNAPSHOT_NOT_TAKEN')];
}
