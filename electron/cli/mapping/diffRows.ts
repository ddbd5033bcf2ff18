import { calendarKey } from '../../../shared/directory/calendarTable.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { CalendarRouteRow, MappingRow } from '../../../shared/domain/mappingRows.ts';
import { diffMapping, type MappingComparison } from '../../usecases/diffMapping.ts';
import { touchedItems, type TouchedItem } from '../../usecases/mapping/touchedItems.ts';
import type { CommandContext, ExitCode } from '../command.ts';
import { lineOf, type Output } from '../output.ts';
import type { MappingWork } from './MappingWork.ts';
import { counted } from '../words.ts';

/** Items shown to people; with --json all are. */
const SHOWN = 50;

function versionNumber(context: CommandContext, position: number): number | undefined {
  const word = context.positionals[position];
  if (word === undefined) return undefined;
  const number = Number(word);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new Failure('CONFIG_USAGE', { message: `«${word}» is not the number of a version.` });
}

function rowOutcome(row: MappingRow | null): string {
  if (row === null) return '';
  return row.decision === 'mapped' || row.decision === 'external' ? `${row.decision} ${row.email}` : row.decision;
}

function routeOutcome(row: CalendarRouteRow | null): string {
  return row === null ? '' : `${row.route} ${row.target}`.trim();
}

interface Change {
  readonly source: string;
  readonly was: string;
  readonly became: string;
  readonly events: number;
}

function changesOf({ rows, calendars }: MappingComparison): Change[] {
  return [
    ...rows.map(({ source, was, became, events }) => ({ source, was: rowOutcome(was), became: rowOutcome(became), events })),
    ...calendars.map((change) => ({
      source: calendarKey(change),
      was: routeOutcome(change.was),
      became: routeOutcome(change.became),
      events: 0,
    })),
  ];
}

/** The items of the newest plan that the change touches; null where no plan was made of this snapshot. */
async function touched({ context, project }: MappingWork, difference: MappingComparison): Promise<TouchedItem[] | null> {
  const plan = project.plans.newest();
  const snapshot = project.snapshots.newest();
  if (plan === null || snapshot === null) return null;
  if (plan.info().sealed.snapshotFingerprint !== snapshot.info().fingerprint) return null;
  const { signal } = context;
  const items: TouchedItem[] = [];
  for await (const item of touchedItems({ difference, after: difference.after, snapshot, plan, ledger: project.ledger, signal }))
    items.push(item);
  return items;
}

function showItem(output: Output, { what, subject, start, mailbox, wasMailbox, isWritten }: TouchedItem): void {
  const where = mailbox === wasMailbox || wasMailbox === '' ? mailbox : `${wasMailbox} -> ${mailbox || 'nowhere'}`;
  output.say(`  ${what.padEnd(7)}  ${isWritten ? 'written' : 'planned'}  ${where}  ${start}  ${subject}`);
}

function showChanges(output: Output, changes: readonly Change[], items: readonly TouchedItem[]): void {
  for (const change of changes) {
    const mine = items.filter(({ sources }) => sources.includes(change.source));
    const moves = mine.filter(({ what }) => what === 'move').length;
    output.line(lineOf('mapping', { type: 'change', ...change, items: mine.length, moves }));
    const counts = `${counted(change.events, 'event')}, ${counted(mine.length, 'planned item')}${moves > 0 ? `, ${counted(moves, 'move')}` : ''}`;
    output.say(`${change.source}: ${change.was || 'new'} -> ${change.became || 'gone'} (${counts})`);
  }
}

function showItems(output: Output, items: readonly TouchedItem[]): void {
  for (const { sources, ...item } of items) output.line(lineOf('mapping', { type: 'touched', ...item, sources: [...sources] }));
  for (const item of items.slice(0, SHOWN)) showItem(output, item);
  if (items.length > SHOWN) output.say(`  and ${String(items.length - SHOWN)} more; --json lists them all.`);
}

/** `mapping diff`: what changed between two versions, and which planned items that touches. */
export async function diffRows(work: MappingWork): Promise<ExitCode> {
  const { context, project } = work;
  const { output } = context;
  const before = versionNumber(context, 1);
  const after = versionNumber(context, 2);
  const difference = diffMapping({
    mappings: project.mappings,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
  const changes = changesOf(difference);
  const items = await touched(work, difference);
  showChanges(output, changes, items ?? []);
  showItems(output, items ?? []);
  const { rows, calendars } = difference;
  const moves = items?.filter(({ what }) => what === 'move').length ?? 0;
  const versions = { before: difference.before.id, after: difference.after.id };
  const counts = { rows: rows.length, calendars: calendars.length, items: items?.length ?? null, moves };
  output.line(lineOf('mapping', { type: 'difference', ...versions, ...counts }));
  output.say(`Different: ${counted(rows.length, 'row')}, ${counted(calendars.length, 'calendar')}.`);
  if (items === null) output.say('There is no plan of this snapshot yet, so no item is touched.');
  if (moves > 0) output.say(`Moves: ${counted(moves, 'item')} in Exchange, in another mailbox than the mapping names now.`);
  return changes.length > 0 ? 4 : 0;
}
