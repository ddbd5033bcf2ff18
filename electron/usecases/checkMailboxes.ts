import { describeFailure, type ErrorText } from '../../shared/contract/errors.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { MappingRow, MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { PrincipalKind } from '../../shared/domain/principal.ts';
import type { TargetProbe } from '../ports/TargetProbe.ts';
import { ewsSwitchedOff } from './check/ewsSwitchedOff.ts';
import { mailboxFailure } from './check/targetFailure.ts';

/** Where a mailbox's time zone is known from. */
export type ZoneOrigin = 'target' | 'directory' | 'default';

/** What the target says of one mailbox of the mapping. */
export interface MailboxVerdict {
  readonly mailbox: string;
  /** Keys of the rows that lead to it. */
  readonly sources: readonly string[];
  readonly ok: boolean;
  /** As the target's export or the address book says. */
  readonly kind: PrincipalKind;
  readonly timeZone: string;
  readonly timeZoneFrom: ZoneOrigin;
  /** What is wrong; absent when it is fine. */
  readonly error?: ErrorText;
}

export interface CheckMailboxesInput {
  readonly version: MappingVersion;
  /** Lower case; null = all. */
  readonly scope: readonly string[] | null;
  readonly probe: TargetProbe;
  /** Kind of mailbox by address, where the target's export says so. */
  readonly mailboxKinds: ReadonlyMap<string, PrincipalKind>;
  /** Time zones from config and lists, by mailbox. */
  readonly timeZones: Readonly<Record<string, string>>;
  readonly defaultTimeZone: string;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
}

/** MailboxType of ResolveNames, as far as it tells kinds apart: a room is a mailbox like any other there. */
const GROUP_TYPES = new Set(['PublicDL', 'PublicGroup', 'ContactGroup', 'GroupMailbox']);

function isPlace({ kind }: MappingRow): boolean {
  return kind === 'room' || kind === 'resource';
}

function targets({ version, scope }: CheckMailboxesInput): Map<string, MappingRow[]> {
  const inScope = scope === null ? null : new Set(scope);
  const byMailbox = new Map<string, MappingRow[]>();
  for (const row of version.rows) {
    const mailbox = row.email.toLowerCase();
    if (row.decision !== 'mapped' || (inScope !== null && !inScope.has(mailbox))) continue;
    byMailbox.set(mailbox, [...(byMailbox.get(mailbox) ?? []), row]);
  }
  return new Map([...byMailbox].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What the address book takes the address for; '' when it does not know it. */
async function addressBookType({ probe, signal }: CheckMailboxesInput, mailbox: string): Promise<string> {
  const reply = await probe.resolveName(mailbox, signal);
  if (!reply.ok) return '';
  return reply.value.find(({ email }) => email === mailbox)?.kind ?? reply.value[0]?.kind ?? '';
}

async function checkGroup(input: CheckMailboxesInput, mailbox: string): Promise<Failure | null> {
  const type = await addressBookType(input, mailbox);
  if (GROUP_TYPES.has(type)) return null;
  if (type === '') return new Failure('TARGET_MAILBOX_MISSING', { mailbox });
  return new Failure('MAPPING_MAILBOX_WRONG_KIND', { mailbox, wanted: 'a group', found: `a ${type}` });
}

async function checkCalendar(input: CheckMailboxesInput, mailbox: string): Promise<Failure | null> {
  const { probe, signal } = input;
  const reply = await probe.openCalendar(mailbox, signal);
  if (reply.ok) return null;
  const { failure } = mailboxFailure(probe, mailbox, reply.failure);
  if (failure.code !== 'TARGET_MAILBOX_MISSING') return failure;
  const type = await addressBookType(input, mailbox);
  if (type === '' || type === 'Mailbox') return failure;
  return new Failure('MAPPING_MAILBOX_WRONG_KIND', { mailbox, wanted: 'a mailbox', found: `a ${type}` });
}

function wrongKind(mailbox: string, rows: readonly MappingRow[], kind: PrincipalKind): Failure | null {
  const wrong = (wanted: string, found: string): Failure => new Failure('MAPPING_MAILBOX_WRONG_KIND', { mailbox, wanted, found });
  if (rows.some(isPlace) && kind === 'user') return wrong('a room', 'a person’s mailbox');
  if (rows.some((row) => row.kind === 'user' && row.follows === '') && kind === 'room') return wrong('a person’s mailbox', 'a room');
  return null;
}

/** The server says it of the mailbox itself; what lists and config say comes first, for people put it there. */
async function zoneOf(
  input: CheckMailboxesInput,
  mailbox: string,
  isOpen: boolean,
): Promise<Pick<MailboxVerdict, 'timeZone' | 'timeZoneFrom'>> {
  const listed = input.timeZones[mailbox];
  if (listed !== undefined) return { timeZone: listed, timeZoneFrom: 'directory' };
  const reply = isOpen ? await input.probe.mailboxTimeZone(mailbox, input.signal) : null;
  if (reply?.ok === true && reply.value !== null) return { timeZone: reply.value, timeZoneFrom: 'target' };
  return { timeZone: input.defaultTimeZone, timeZoneFrom: 'default' };
}

function errorOf(failure: Failure, { probe }: CheckMailboxesInput, mailbox: string): ErrorText {
  const text = describeFailure(failure);
  return failure.code === 'TARGET_EWS_DISABLED' ? { ...text, remedy: ewsSwitchedOff(probe, mailbox) } : text;
}

async function judge(input: CheckMailboxesInput, mailbox: string, rows: readonly MappingRow[]): Promise<MailboxVerdict> {
  const isGroup = rows.every(({ kind }) => kind === 'group');
  const kind = input.mailboxKinds.get(mailbox) ?? (isGroup ? 'group' : 'unknown');
  const closed = isGroup ? await checkGroup(input, mailbox) : await checkCalendar(input, mailbox);
  const failure = closed ?? wrongKind(mailbox, rows, kind);
  return {
    mailbox,
    sources: rows.map(({ source }) => source),
    ok: failure === null,
    kind,
    ...(await zoneOf(input, mailbox, closed === null && !isGroup)),
    ...(failure === null ? {} : { error: errorOf(failure, input, mailbox) }),
  };
}

/**
 * Asks the target about every mailbox of the mapping, in the order of their addresses: is it there, of the right kind, does its calendar open
 * by impersonation, which time zone has it. Reads only.
 */
export async function* checkMailboxes(input: CheckMailboxesInput): AsyncGenerator<MailboxVerdict> {
  const waiting = [...targets(input)];
  for (let at = 0; at < waiting.length; at += input.concurrency) {
    if (input.signal?.aborted === true) throw new Failure('INTERRUPTED');
    const several = waiting.slice(at, at + input.concurrency).map(([mailbox, rows]) => judge(input, mailbox, rows));
    yield* await Promise.all(several);
  }
}
