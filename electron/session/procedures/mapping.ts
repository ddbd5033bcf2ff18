import type { WizardMappingRow } from '../../../shared/contract/wizard/mapping.ts';
import type { ParsedInput } from '../../../shared/contract/procedures.ts';
import { applyDecisions } from '../../../shared/directory/applyDecisions.ts';
import { MAPPING_ISSUES } from '../../../shared/directory/checkMapping.ts';
import type { CalendarRouteRow, MappingRow, MappingVersion } from '../../../shared/domain/mappingRows.ts';
import { csvTableFile } from '../../adapters/directory-files/CsvTableFile.ts';
import { diffMapping } from '../../usecases/diffMapping.ts';
import { exportMapping } from '../../usecases/exportMapping.ts';
import { importMapping } from '../../usecases/importMapping.ts';
import { routeCalendars } from '../../usecases/routeCalendars.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { HandlersOf, HostContext } from '../HostContext.ts';
import { mappingStateOf } from '../mappingRows.ts';
import { pageOf } from '../page.ts';
import type { Session } from '../Session.ts';
import { countRows, filterRows, sortRows, wizardRow, type RowIssues } from '../mappingTable.ts';

function issuesBySource(session: Session): RowIssues {
  const bySource = new Map<string, WizardMappingRow['issues'][number][]>();
  for (const { code, blocking, sources } of session.facts.mappingIssues()) {
    const { sentence } = MAPPING_ISSUES[code];
    for (const source of sources) bySource.set(source, [...(bySource.get(source) ?? []), { code, blocking, sentence }]);
  }
  return bySource;
}

/** Takes note of a new version: what was known is known no more. */
function saved(session: Session, version: MappingVersion): { version: number; fingerprint: string } {
  session.forget();
  session.changed();
  return { version: version.id, fingerprint: version.fingerprint };
}

function decideRow(row: MappingRow, { decision, email, targetName }: ParsedInput<'mapping.decide'>): MappingRow {
  const keeps = decision === 'confirm' || email === null;
  return {
    ...row,
    decision: decision === 'confirm' ? row.decision : decision,
    email: keeps ? row.email : email.trim(),
    targetName: targetName ?? row.targetName,
  };
}

function decide(session: Session, input: ParsedInput<'mapping.decide'>): { version: number; fingerprint: string; changed: number } {
  session.needIdle();
  const current = session.needMapping();
  const chosen = new Set(input.sources);
  const rows = current.rows.filter(({ source }) => chosen.has(source)).map((row) => decideRow(row, input));
  const needsEmail = rows
    .filter(({ decision }) => decision === 'mapped' || decision === 'external')
    .find(({ email }) => !/^[^\s@]+@[^\s@]+$/.test(email));
  if (needsEmail !== undefined) throw new Failure('WIZARD_STEP_INCOMPLETE', { what: `«${needsEmail.email}» is not a mail address` });
  const decisions = rows.map((row) => ({
    ...row,
    email: row.decision === 'mapped' || row.decision === 'external' ? row.email : '',
    line: 0,
    confidence: null,
  }));
  const decided = applyDecisions(current.rows, decisions).map((row) =>
    chosen.has(row.source) && row.rule === 'csv' ? { ...row, rule: 'operator' } : row,
  );
  const version = session.project.mappings.save(decided, current.calendars, session.services.clock.now().toISOString());
  session.pastMappings.push(current.id);
  return { ...saved(session, version), changed: rows.length };
}

function takeBack(session: Session): { version: number; fingerprint: string } {
  session.needIdle();
  const before = session.pastMappings.pop();
  const old = before === undefined ? null : session.project.mappings.version(before);
  if (old === null) throw new Failure('WIZARD_NOTHING_THERE', { what: 'decision to take back' });
  return saved(session, session.project.mappings.save(old.rows, old.calendars, session.services.clock.now().toISOString()));
}

function outcome(row: MappingRow | null): string {
  if (row === null) return '';
  return row.decision === 'mapped' || row.decision === 'external' ? `${row.decision} ${row.email}` : row.decision;
}

function diff(session: Session, { before, after }: ParsedInput<'mapping.diff'>): ReturnType<HandlersOf<'mapping'>['mapping.diff']> {
  const { mappings } = session.project;
  const compared = diffMapping({ mappings, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
  const route = (row: { readonly route: string; readonly target: string } | null): string =>
    row === null ? '' : `${row.route} ${row.target}`.trim();
  const people = session.people();
  return {
    before: compared.before.id,
    after: compared.after.id,
    rows: compared.rows.map(({ source, was, became, events }) => ({
      source,
      name: (became ?? was)?.name ?? '',
      was: outcome(was),
      became: outcome(became),
      events,
    })),
    calendars: compared.calendars.map(({ ownerUid, was, became }) => ({
      owner: people.ofOwner(ownerUid).name,
      name: (became ?? was)?.name ?? '',
      was: route(was),
      became: route(became),
    })),
  };
}

type CalendarRow = CalendarRouteRow & { readonly owner: string; readonly isDefault: boolean };

function calendars(session: Session, text: string): readonly CalendarRow[] {
  const wanted = text.toLowerCase();
  const people = session.people();
  const known = session.project.snapshots.newest()?.calendars() ?? [];
  const defaults = new Set(known.filter(({ isDefault }) => isDefault).map(({ ownerUid, resourceName }) => `${ownerUid}/${resourceName}`));
  return session
    .needMapping()
    .calendars.map((row) => ({
      ...row,
      owner: people.ofOwner(row.ownerUid).name,
      isDefault: defaults.has(`${row.ownerUid}/${row.calendar}`),
    }))
    .filter(({ owner, name }) => owner.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted));
}

/** Who becomes whom, and where calendars go. */
export function mappingProcedures(context: HostContext): HandlersOf<'mapping'> {
  const rowsOf = (session: Session): readonly WizardMappingRow[] => {
    const issues = issuesBySource(session);
    return session.needMapping().rows.map((row) => wizardRow(row, issues));
  };
  return {
    'mapping.suggest': () => {
      const session = context.session();
      session.loaded(['mapping', 'options']);
      session.jobs.start('mapping', 'objects', async (job) => {
        await session.work('mapping', ['mapping', 'options'], job);
      });
      return {};
    },
    'mapping.summary': () => {
      const session = context.session();
      const { id, fingerprint, savedAt, rows } = session.needMapping();
      const counted = {
        byKind: countRows(rows, ({ kind }) => kind),
        byState: countRows(rows, mappingStateOf),
        byRule: countRows(rows, ({ rule }) => rule),
      };
      return { version: id, fingerprint, savedAt, rows: rows.length, ...counted, canTakeBack: session.pastMappings.length > 0 };
    },
    'mapping.page': ({ sort, descending, offset, limit, ...filter }) =>
      pageOf(sortRows(filterRows(rowsOf(context.session()), filter), sort, descending), { offset, limit }),
    'mapping.select': (filter) => {
      const rows = filterRows(rowsOf(context.session()), filter);
      const safe = rows.filter(({ state, candidates }) => state === 'confirm' && candidates.length <= 1);
      return { sources: rows.map(({ source }) => source), safe: safe.map(({ source }) => source) };
    },
    'mapping.decide': (input) => decide(context.session(), input),
    'mapping.takeBack': () => takeBack(context.session()),
    'mapping.import': async ({ path }) => {
      const session = context.session();
      session.needIdle();
      const before = session.mapping();
      const { mappings } = session.project;
      const { version, decisions, difference } = await importMapping({
        mappings,
        tables: csvTableFile,
        path,
        clock: session.services.clock,
      });
      if (before !== null) session.pastMappings.push(before.id);
      return { ...saved(session, version), decisions, changed: difference.rows.length + difference.calendars.length };
    },
    'mapping.export': async ({ path }) => {
      const { id, fingerprint, rows } = await exportMapping({ mappings: context.session().project.mappings, tables: csvTableFile, path });
      return { version: id, fingerprint, rows: rows.length };
    },
    'mapping.diff': (input) => diff(context.session(), input),
    'mapping.issues': () => {
      const issues = context.session().facts.mappingIssues();
      return { issues: issues.map((issue) => ({ ...issue, sentence: MAPPING_ISSUES[issue.code].sentence })) };
    },
    'mapping.calendars': ({ text, offset, limit }) => pageOf(calendars(context.session(), text), { offset, limit }),
    'mapping.routeCalendars': ({ choices }) => {
      const session = context.session();
      session.needIdle();
      const before = session.needMapping();
      const version = routeCalendars({
        snapshot: session.project.needSnapshot(),
        mappings: session.project.mappings,
        policy: session.settings.step('options').calendars,
        choices,
        clock: session.services.clock,
      });
      session.pastMappings.push(before.id);
      return saved(session, version);
    },
  };
}
