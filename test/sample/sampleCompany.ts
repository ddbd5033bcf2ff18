import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { daysAround } from './days.ts';
import type { Days } from './days.ts';
import { MEETING_KINDS, storeMeeting } from './meetings.ts';
import { companyOf, directoryCsv, resourcesXml } from './people.ts';
import type { Company, Principal } from './people.ts';
import { PERSONAL_KINDS, task } from './personalKinds.ts';
import type { KindContext } from './personalKinds.ts';
import { seededRandom } from './random.ts';
import type { Random } from './random.ts';
import { SampleDatabase } from './SampleDatabase.ts';
import type { SampleHome } from './SampleDatabase.ts';
import { CALENDAR_SERVER, storedText } from './storedText.ts';

/** What was written, and where. */
export interface SampleSummary {
  readonly path: string;
  readonly directoryPath: string;
  readonly resourcesPath: string;
  /** A copy of the server's folder of that name. */
  readonly attachmentsPath: string;
  readonly asOf: string;
  readonly company: Company;
  /** Rows of CALENDAR_OBJECT. */
  readonly objects: number;
  /** Meetings, however many copies they have. */
  readonly meetings: number;
  /** Objects by kind. */
  readonly kinds: Readonly<Record<string, number>>;
}

const DEFAULT_AS_OF = '2026-11-20T00:00:00Z';
const EVENTS_OF_A_PERSON = 21;
const MEETINGS_OF_A_KIND = 3;
const WORDS = [
  'Lunch',
  'Review',
  'Workshop',
  'Planning',
  'Dentist',
  'Call',
  'Training',
  'Yoga',
  'Release',
  'Budget',
  'Interview',
  'Delivery',
];
const OWN_CALENDARS = [
  { name: 'Family', color: '#CC73E1FF' },
  { name: 'Sport &amp; Health', color: '#63DA38FF' },
  { name: 'On call', color: '#FF2968FF', transparent: true },
];
const FILE = Buffer.from('%PDF-1.4\n% an offer\n');

/** Builds the company's database piece by piece. */
class SampleBuilder {
  readonly database: SampleDatabase;
  readonly company: Company;
  readonly homes = new Map<string, SampleHome>();
  readonly kinds: Record<string, number> = {};
  meetings = 0;
  readonly #days: Days;
  readonly #random: Random;

  constructor(seed: number, asOf: string) {
    this.#days = daysAround(asOf);
    this.#random = seededRandom(seed + 1);
    this.company = companyOf(seed);
    this.database = new SampleDatabase(this.#days, this.#random);
  }

  build(): void {
    const { people, rooms, projector, gone } = this.company;
    for (const principal of [...people, ...rooms, projector, gone]) this.homes.set(principal.guid, this.database.home(principal));
    people.forEach((person, index) => this.#personalEvents(person, index));
    Object.keys(MEETING_KINDS).forEach((kind, index) => this.#meetingsOf(kind, index));
    this.#groupAndDelegates();
    this.#oddities();
  }

  #context(owner: Principal, title: string): KindContext {
    const random = this.#random;
    const day = random.below(300) - 120;
    return { uid: random.guid(), days: this.#days, day, hour: 8 + random.below(9), zone: owner.zone, title };
  }

  #count(kind: string, number = 1): void {
    this.kinds[kind] = (this.kinds[kind] ?? 0) + number;
  }

  #store(calendar: number, owner: Principal, kind: string, context: KindContext): number {
    const build = PERSONAL_KINDS[kind];
    if (build === undefined) throw new Error(`no kind ${kind}`);
    const object = { uid: context.uid, type: 'VEVENT' as const, ...build(context) };
    this.#count(kind);
    const access = { private: 2, confidential: 3 }[kind] ?? 0;
    return this.database.object(calendar, storedText(object, owner.guid), { uid: context.uid, access });
  }

  /** Every kind in turn, so that each is somewhere; some in calendars of their own. */
  #personalEvents(person: Principal, index: number): void {
    const home = this.homes.get(person.guid)!;
    const own = OWN_CALENDARS.slice(0, index % 4).map((look, order) =>
      this.database.calendar(home.homeId, person, this.#random.guid(), { ...look, order: order + 2, components: 'VEVENT' }),
    );
    const kinds = Object.keys(PERSONAL_KINDS);
    for (let number = 0; number < EVENTS_OF_A_PERSON; number += 1) {
      const kind = kinds[(index * EVENTS_OF_A_PERSON + number) % kinds.length]!;
      const calendar = number % 4 === 3 && own.length > 0 ? this.#random.pick(own) : home.calendar;
      const context = this.#context(person, `${this.#random.pick(WORDS)} ${number + 1}`);
      const id = this.#store(calendar, person, kind, context);
      if (kind === 'attached file') this.#attach(home, id, context.uid);
    }
    for (const name of ['Water the plants', 'Send the invoice']) {
      const object = task(this.#context(person, name));
      this.#count('task');
      this.database.object(home.tasks, storedText(object, person.guid), { uid: object.uid, type: 'VTODO' });
    }
    if (index < 2) this.#share(home, own[0] ?? home.calendar);
  }

  #attach(home: SampleHome, objectId: number, managedId: string): void {
    const id = this.database.count('attachment') + 1;
    const md5 = createHash('md5').update(FILE).digest('hex');
    const row = {
      attachment_id: id,
      calendar_home_resource_id: home.homeId,
      dropbox_id: '.',
      content_type: 'application/pdf',
      size: FILE.length,
      md5,
      path: 'Offer.pdf',
    };
    this.database.add('attachment', row);
    this.database.add('attachment_calendar_object', { attachment_id: id, managed_id: managedId, calendar_object_resource_id: objectId });
  }

  #share(home: SampleHome, calendar: number): void {
    const sharee = this.company.people[5]!;
    this.database.bind(this.homes.get(sharee.guid)!.homeId, calendar, this.#random.guid(), home.owner === this.company.people[0] ? 2 : 1);
  }

  #meetingsOf(kind: string, kindIndex: number): void {
    const { people, rooms } = this.company;
    for (let number = 0; number < MEETINGS_OF_A_KIND; number += 1) {
      const first = (kindIndex * MEETINGS_OF_A_KIND + number) % people.length;
      const others = [...people.slice(first + 1), ...people.slice(0, first)];
      const organizer = people[first]!;
      const context = {
        ...this.#context(organizer, `${this.#random.pick(WORDS)} together`),
        company: this.company,
        organizer,
        others,
        room: this.#random.pick(rooms),
      };
      const meeting = MEETING_KINDS[kind]?.(context);
      if (meeting === undefined) continue;
      this.#count(kind, storeMeeting(this.database, this.homes, context, meeting));
      this.meetings += 1;
    }
  }

  #groupAndDelegates(): void {
    const { people, group, members, rooms } = this.company;
    const id = this.database.nextId();
    this.database.add('groups', { group_id: id, name: group.name, group_uid: group.guid, membership_hash: 'a1', extant: 1 });
    for (const member of members) this.database.add('group_membership', { group_id: id, member_uid: member.guid });
    this.database.add('delegates', { delegator: people[0]!.guid, delegate: people[1]!.guid, read_write: 1 });
    this.database.add('delegates', { delegator: rooms[0]!.guid, delegate: people[2]!.guid, read_write: 0 });
  }

  /** Inbox items, trash, the home of somebody who left, a home being purged, and a text that is none. */
  #oddities(): void {
    const [first, second] = this.company.people as [Principal, Principal];
    const home = this.homes.get(first.guid)!;
    for (let number = 0; number < 4; number += 1) {
      const context = this.#context(second, 'Invitation not yet seen');
      const shared = [
        `DTSTART:${context.days.utc(context.day, 9)}`,
        `DTEND:${context.days.utc(context.day, 10)}`,
        `SUMMARY:${context.title}`,
      ];
      const object = { uid: context.uid, type: 'VEVENT' as const, calendar: ['METHOD:REQUEST'], instances: [{ shared }] };
      this.#count('inbox item');
      this.database.object(home.inbox, storedText(object, first.guid, CALENDAR_SERVER), { uid: context.uid });
    }
    const trash = this.database.trash(home);
    const thrown = this.#context(first, 'Thrown away');
    const text = storedText({ uid: thrown.uid, type: 'VEVENT', ...PERSONAL_KINDS['single in UTC']!(thrown) }, first.guid);
    this.#count('trash');
    this.database.object(trash, text, { uid: thrown.uid, trashedFrom: home.calendar });
    const orphan = this.homes.get(this.company.gone.guid)!;
    for (const kind of ['single in the own zone', 'weekly without end'])
      this.#store(orphan.calendar, this.company.gone, kind, this.#context(this.company.gone, 'Handover'));
    const purged = this.database.home(second, 2);
    this.#store(purged.calendar, second, 'single in UTC', this.#context(second, 'Of a home being purged'));
    this.#notInvited(home, second);
    const damaged = this.#random.guid();
    this.#count('damaged');
    this.database.object(home.calendar, 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:damaged\r\nDTST', { uid: damaged });
  }

  /** A meeting that was copied into a calendar whose owner is not invited. */
  #notInvited(home: SampleHome, organizer: Principal): void {
    const context = this.#context(home.owner, 'Meeting of somebody else');
    const { instances } = PERSONAL_KINDS['single in UTC']!(context);
    const people = [
      `ATTENDEE;CN=${organizer.name};PARTSTAT=ACCEPTED;ROLE=CHAIR:urn:x-uid:${organizer.guid}`,
      `ORGANIZER;CN=${organizer.name};EMAIL=${organizer.email}:urn:x-uid:${organizer.guid}`,
    ];
    const object = {
      uid: context.uid,
      type: 'VEVENT' as const,
      instances: instances.map((one) => ({ ...one, shared: [...one.shared, ...people] })),
    };
    this.#count('owner not invited');
    this.database.object(home.calendar, storedText(object, home.owner.guid), {
      uid: context.uid,
      organizer: `urn:x-uid:${organizer.guid}`,
    });
  }

  /** Files as the server keeps them: named by the MD5 of their number. */
  writeAttachments(folder: string): void {
    for (let id = 1; id <= this.database.count('attachment'); id += 1) {
      const name = createHash('md5').update(String(id)).digest('hex');
      const path = join(folder, name.slice(0, 2), name.slice(2, 4));
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, name), FILE);
    }
  }
}

/**
 * Writes a small invented company as a plain dump of a version 60 database, and beside it `directory.csv`, `resources.xml` and the folder
 * `Attachments`. All dates lie around `asOf`; the same seed and day give the same bytes.
 */
export function writeSampleDump(path: string, options: { seed?: number; asOf?: string } = {}): Promise<SampleSummary> {
  const asOf = options.asOf ?? DEFAULT_AS_OF;
  const builder = new SampleBuilder(options.seed ?? 1, asOf);
  builder.build();
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const summary = {
    path,
    directoryPath: join(folder, 'directory.csv'),
    resourcesPath: join(folder, 'resources.xml'),
    attachmentsPath: join(folder, 'Attachments'),
    asOf,
    company: builder.company,
    objects: builder.database.count('calendar_object'),
    meetings: builder.meetings,
    kinds: builder.kinds,
  };
  writeFileSync(path, builder.database.dump());
  writeFileSync(summary.directoryPath, directoryCsv(builder.company));
  writeFileSync(summary.resourcesPath, resourcesXml(builder.company));
  builder.writeAttachments(summary.attachmentsPath);
  return Promise.resolve(summary);
}
