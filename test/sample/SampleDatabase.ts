import { createHash } from 'node:crypto';
import type { Days } from './days.ts';
import type { Principal } from './people.ts';
import type { Random } from './random.ts';
import { copyHead, copyLine, createTables, DUMP_HEAD, DUMP_TAIL, TABLES_V60 } from './schemaV60.ts';
import type { RowV60, TableV60 } from './schemaV60.ts';

/** A home and its calendars as they were made. */
export interface SampleHome {
  readonly owner: Principal;
  readonly homeId: number;
  readonly calendar: number;
  readonly tasks: number;
  readonly inbox: number;
}

/** What a calendar object's row says beside its text. */
export interface ObjectDetails {
  readonly uid: string;
  readonly type?: string;
  readonly organizer?: string;
  readonly access?: number;
  readonly resourceName?: string;
  readonly trashedFrom?: number;
}

const CLARK = "<?xml version='1.0' encoding='UTF-8'?>\r\n";

/** Gathers the rows of a small database and writes them as pg_dump would. */
export class SampleDatabase {
  readonly #rows = new Map<TableV60, RowV60[]>(TABLES_V60.map((table) => [table, []]));
  readonly #days: Days;
  readonly #random: Random;
  #lastId = 100;

  constructor(days: Days, random: Random) {
    this.#days = days;
    this.#random = random;
    const constants = { VERSION: '60', 'CALENDAR-DATAVERSION': '6', 'ADDRESSBOOK-DATAVERSION': '2', 'NOTIFICATION-DATAVERSION': '1' };
    for (const [name, value] of Object.entries(constants)) this.add('calendarserver', { name, value });
    ['normal', 'external', 'purging', 'migrating', 'disabled'].forEach((description, id) => this.add('home_status', { id, description }));
  }

  add(table: TableV60, row: RowV60): void {
    this.#rows.get(table)?.push(row);
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  count(table: TableV60): number {
    return this.#rows.get(table)?.length ?? 0;
  }

  home(owner: Principal, status = 0): SampleHome {
    const homeId = this.nextId();
    this.add('calendar_home', { resource_id: homeId, owner_uid: owner.guid, status, dataversion: 6 });
    const home = {
      owner,
      homeId,
      calendar: this.calendar(homeId, owner, 'calendar', { name: 'Calendar', color: '#1BADF8FF', order: 1, components: 'VEVENT' }),
      tasks: this.calendar(homeId, owner, 'tasks', { name: 'Reminders', components: 'VTODO', transparent: true }),
      inbox: this.calendar(homeId, owner, 'inbox', { transparent: true }),
    };
    const defaults = { default_events: home.calendar, default_tasks: home.tasks };
    this.add('calendar_home_metadata', {
      resource_id: homeId,
      ...defaults,
      created: this.#days.timestamp(-400, 8),
      modified: this.#days.timestamp(-1, 8),
    });
    return home;
  }

  calendar(
    homeId: number,
    owner: Principal,
    resourceName: string,
    look: { name?: string; color?: string; order?: number; components?: string; transparent?: boolean; childType?: number },
  ): number {
    const id = this.nextId();
    const moments = { created: this.#days.timestamp(-400, 8), modified: this.#days.timestamp(-2, 8) };
    this.add('calendar', { resource_id: id });
    this.add('calendar_metadata', {
      resource_id: id,
      supported_components: look.components ?? null,
      child_type: look.childType ?? 0,
      ...moments,
    });
    this.bind(homeId, id, resourceName, 0, look.transparent === true);
    const properties = [
      ['{DAV:}displayname', look.name === undefined ? undefined : `<displayname xmlns='DAV:'>${look.name}</displayname>`],
      [
        '{http://apple.com/ns/ical/}calendar-color',
        look.color && `<calendar-color xmlns='http://apple.com/ns/ical/'>${look.color}</calendar-color>`,
      ],
      [
        '{http://apple.com/ns/ical/}calendar-order',
        look.order && `<calendar-order xmlns='http://apple.com/ns/ical/'>${look.order}</calendar-order>`,
      ],
    ] as const;
    for (const [name, value] of properties) {
      if (value) this.add('resource_property', { resource_id: id, name, value: `${CLARK}${value}`, viewer_uid: owner.guid });
    }
    return id;
  }

  /** The home's trash, where calendar objects wait to be deleted for good. */
  trash(home: SampleHome): number {
    const id = this.calendar(home.homeId, home.owner, this.#random.guid(), { name: 'trash', childType: 2 });
    const rows = this.#rows.get('calendar_home_metadata') ?? [];
    this.#rows.set(
      'calendar_home_metadata',
      rows.map((row) => (row['resource_id'] === home.homeId ? { ...row, trash: id } : row)),
    );
    return id;
  }

  /** Shows a calendar in a home; mode 0 is the owner's. */
  bind(homeId: number, calendarId: number, resourceName: string, mode: number, isTransparent = false): void {
    this.add('calendar_bind', {
      calendar_home_resource_id: homeId,
      calendar_resource_id: calendarId,
      calendar_resource_name: resourceName,
      bind_mode: mode,
      bind_status: 1,
      bind_uid: mode === 0 ? null : this.#random.guid(),
      message: '',
      transp: isTransparent ? 1 : 0,
    });
  }

  /** Stores a text in a calendar; gives the object's id. */
  object(calendar: number, text: string, details: ObjectDetails): number {
    const id = this.nextId();
    this.add('calendar_object', {
      resource_id: id,
      calendar_resource_id: calendar,
      resource_name: details.resourceName ?? `${details.uid}.ics`,
      icalendar_text: text,
      icalendar_uid: details.uid,
      icalendar_type: details.type ?? 'VEVENT',
      organizer: details.organizer ?? '',
      access: details.access ?? 0,
      schedule_object: (details.organizer ?? '') !== '',
      schedule_tag: details.organizer === undefined ? null : this.#random.guid(),
      md5: createHash('md5').update(text).digest('hex'),
      trashed: details.trashedFrom === undefined ? null : this.#days.timestamp(-1, 12),
      original_collection: details.trashedFrom ?? null,
      created: this.#days.timestamp(-30, 8),
      modified: this.#days.timestamp(-3, 9),
      dataversion: 1,
    });
    this.add('calendar_object_revisions', {
      calendar_home_resource_id: 0,
      calendar_resource_id: calendar,
      resource_name: details.resourceName ?? `${details.uid}.ics`,
      revision: id,
      deleted: false,
    });
    return id;
  }

  dump(): string {
    const data = TABLES_V60.map(
      (table) => `${copyHead(table)}\n${(this.#rows.get(table) ?? []).map((row) => copyLine(table, row)).join('')}\\.\n\n\n`,
    );
    return `${DUMP_HEAD}${createTables()}\n\n${data.join('')}${DUMP_TAIL}`;
  }
}
