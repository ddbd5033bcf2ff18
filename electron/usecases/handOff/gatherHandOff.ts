import { mergeRecords } from '../../../shared/directory/mergeRecords.ts';
import type { CalendarRouteRow, MappingRow, MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import type { SourceShare } from '../../../shared/domain/source.ts';
import type { DirectoryStore } from '../../ports/MappingStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import type { ExchangeVariant, HandOff, HandOffPerson, HandOffRoom, HandOffShare, ServiceAccount } from './HandOff.ts';

interface HandOffInput {
  readonly version: MappingVersion;
  readonly snapshot: SnapshotReader;
  readonly directory: DirectoryStore;
  /** Lower case; null = all. */
  readonly scope: readonly string[] | null;
  readonly variant: ExchangeVariant;
  readonly account: ServiceAccount;
}

/** Looks people up by UID in the mapping. */
class People {
  readonly #rows: ReadonlyMap<string, MappingRow>;

  constructor({ rows }: MappingVersion) {
    this.#rows = new Map(rows.map((row) => [row.source, row]));
  }

  person(uid: string): HandOffPerson {
    const row = this.#rows.get(`uid:${uid}`);
    if (row === undefined) return { mailbox: '', name: uid, without: 'unmapped' };
    const name = row.targetName || row.name || uid;
    if (row.decision === 'mapped') return { mailbox: row.email.toLowerCase(), name, without: '' };
    return { mailbox: '', name, without: row.kind === 'group' ? 'group' : row.decision };
  }
}

function isPlace(row: MappingRow): row is MappingRow & { readonly kind: 'room' | 'resource' } {
  return row.kind === 'room' || row.kind === 'resource';
}

function roomsOf({ version, directory }: HandOffInput, isInScope: (mailbox: string) => boolean): HandOffRoom[] {
  const principals = new Map<string, Principal>();
  for (const principal of mergeRecords(directory.records())) if (principal.uid !== null) principals.set(`uid:${principal.uid}`, principal);
  const rooms = new Map<string, HandOffRoom>();
  for (const row of version.rows) {
    const mailbox = row.email.toLowerCase();
    if (!isPlace(row) || row.decision !== 'mapped' || !row.source.startsWith('uid:') || !isInScope(mailbox)) continue;
    const { capacity = null, autoSchedule = null } = principals.get(row.source) ?? {};
    rooms.set(mailbox, { mailbox, name: row.targetName || row.name, kind: row.kind, capacity, autoSchedule });
  }
  return [...rooms.values()].sort((one, other) => (one.mailbox < other.mailbox ? -1 : 1));
}

/** `Calendar` stands for the default one, which has another name in other languages. */
function folderOf(route: CalendarRouteRow | undefined): Pick<HandOffShare, 'folder' | 'category'> {
  if (route?.route === 'left-out') return { folder: null, category: '' };
  if (route?.route === 'folder') return { folder: `Calendar\\${route.target}`, category: '' };
  return { folder: 'Calendar', category: route?.route === 'category' ? route.target : '' };
}

/** A deleted or refused share gives nobody anything; an invitation nobody answered may still be wanted. */
const GIVEN: ReadonlySet<SourceShare['status']> = new Set(['accepted', 'invited']);
const WRITING: ReadonlySet<SourceShare['mode']> = new Set(['write', 'group-write']);

function sharesOf({ version, snapshot }: HandOffInput, people: People): HandOffShare[] {
  const calendars = new Map(snapshot.calendars().map((calendar) => [calendar.calendarId, calendar]));
  const routes = new Map(version.calendars.map((route) => [`${route.ownerUid}/${route.calendar}`, route]));
  return snapshot
    .shares()
    .filter(({ status }) => GIVEN.has(status))
    .map(({ calendarId, ownerUid, shareeUid, name, mode, status }) => ({
      owner: people.person(ownerUid),
      sharee: people.person(shareeUid),
      calendar: name,
      ...folderOf(routes.get(`${ownerUid}/${calendars.get(calendarId)?.resourceName ?? ''}`)),
      readWrite: WRITING.has(mode),
      status,
    }));
}

/** Gathers from project and mapping what an administrator has to do before, after and instead of a run. */
export function gatherHandOff(input: HandOffInput): HandOff {
  const { version, snapshot, scope, variant, account } = input;
  const people = new People(version);
  const inScope = scope === null ? null : new Set(scope);
  const isInScope = (mailbox: string): boolean => inScope?.has(mailbox) ?? true;
  const written = version.rows
    .filter(({ decision, kind }) => decision === 'mapped' && kind !== 'group')
    .map(({ email }) => email.toLowerCase());
  const concerns = ({ owner }: { readonly owner: HandOffPerson }): boolean => owner.mailbox === '' || isInScope(owner.mailbox);
  const delegates = snapshot.delegates().map(({ delegatorUid, delegateUid, readWrite }) => ({
    owner: people.person(delegatorUid),
    delegate: people.person(delegateUid),
    readWrite,
  }));
  return {
    variant,
    account,
    mailboxes: [...new Set(written)].filter(isInScope).sort(),
    rooms: roomsOf(input, isInScope),
    delegates: delegates.filter(concerns),
    shares: sharesOf(input, people).filter(concerns),
  };
}
