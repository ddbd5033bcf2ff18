import { Failure } from '../../../shared/domain/failure.ts';
import type { DirectoryRecord } from '../../../shared/domain/principal.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import { mailboxZones } from '../../compose/mappingOfProject.ts';
import type { TargetProbe } from '../../ports/TargetProbe.ts';
import { mailboxKinds } from '../../usecases/checkMapping.ts';
import { checkMailboxes, type MailboxVerdict } from '../../usecases/checkMailboxes.ts';
import { checkTarget } from '../../usecases/checkTarget.ts';
import { lineOf, type Output } from '../output.ts';
import type { MappingWork } from './MappingWork.ts';

/** The way to the target itself: where it ends, asking for thousands of mailboxes would only say the same thousands of times. */
async function isReached({ context }: MappingWork, probe: TargetProbe): Promise<boolean> {
  const { output, signal } = context;
  for await (const { ok, step, detail, code = '', remedy = '' } of checkTarget({
    probe,
    mailboxes: [],
    timeZones: [],
    concurrency: 1,
    signal,
  })) {
    if (ok) continue;
    output.line({ type: 'error', code, sentence: detail, remedy });
    output.warn(`${step}: ${detail}\n${remedy}\n[${code}]`);
    return false;
  }
  return true;
}

function showVerdict(output: Output, { error, ...verdict }: MailboxVerdict): void {
  const { mailbox, kind, timeZone, timeZoneFrom, sources, ok } = verdict;
  const wrong =
    error === undefined ? {} : { code: error.code, detail: `${error.sentence} ${error.detail ?? ''}`.trim(), remedy: error.remedy };
  output.line(lineOf('mapping', { type: 'mailbox', ...verdict, sources: [...sources], ...wrong }));
  if (ok) output.say(`ok      ${mailbox}  ${kind}  ${timeZone} (${timeZoneFrom})`);
  else output.say(`FAILED  ${mailbox}  ${wrong.detail ?? ''}\n        ${wrong.remedy ?? ''} [${wrong.code ?? ''}]`);
}

function zoneRecord({ mailbox, timeZone }: MailboxVerdict, origin: string): DirectoryRecord {
  const nobody = { uid: null, kind: 'unknown', shortNames: [], fullName: '', primaryEmail: null, memberUids: [] } as const;
  const base = { ...nobody, disabled: false, capacity: null, autoSchedule: null } as const;
  return { ...base, emails: [mailbox], timeZone, source: 'target-export', origin };
}

/** What the mailboxes say of their time zones is kept for the plan, which asks no server. */
function keepZones({ context, project }: MappingWork, label: string, verdicts: readonly MailboxVerdict[]): void {
  const told = verdicts.filter(({ timeZoneFrom }) => timeZoneFrom === 'target');
  if (told.length === 0) return;
  const records = told.map((verdict) => zoneRecord(verdict, label));
  project.directory.replace(label, 'target-export', records, context.clock.now().toISOString());
}

async function ask(work: MappingWork, version: MappingVersion, probe: TargetProbe, concurrency: number): Promise<number> {
  const { context, loaded, project } = work;
  const { scope, timeZone } = loaded.config.options;
  const verdicts: MailboxVerdict[] = [];
  const input = {
    version,
    scope: scope === 'all' ? null : scope.map((mailbox) => mailbox.toLowerCase()),
    probe,
    mailboxKinds: mailboxKinds(project.directory),
    timeZones: mailboxZones(loaded, project, version),
    defaultTimeZone: timeZone,
    concurrency,
    signal: context.signal,
  };
  for await (const verdict of checkMailboxes(input)) {
    verdicts.push(verdict);
    showVerdict(context.output, verdict);
  }
  keepZones(work, probe.label, verdicts);
  const failed = verdicts.filter(({ ok }) => !ok).length;
  context.output.say(`${String(verdicts.length - failed)} of ${String(verdicts.length)} mailboxes are fine.`);
  const defaults = verdicts.filter(({ timeZoneFrom }) => timeZoneFrom === 'default').length;
  if (defaults > 0) {
    context.output.say(`${String(defaults)} have no time zone of their own; floating times are taken for ${timeZone} there. A list of`);
    context.output.say('Get-MailboxRegionalConfiguration (PrimarySmtpAddress, TimeZone) among the directory files tells.');
  }
  return failed;
}

/** Asks the target about every mapped mailbox. How many are not as they should be; null when the target cannot be asked at all. */
export async function checkMailboxRows(work: MappingWork, version: MappingVersion): Promise<number | null> {
  const { context, loaded } = work;
  // Only who asks the target needs what it takes to ask.
  const { openTargetProbe } = await import('../../compose/openTarget.ts');
  const { probe, settings } = openTargetProbe(loaded);
  try {
    return (await isReached(work, probe)) ? await ask(work, version, probe, settings.concurrency) : null;
  } catch (error) {
    if (context.signal.aborted) throw new Failure('INTERRUPTED', {}, { cause: error });
    throw error;
  } finally {
    await probe.close();
  }
}
