import { NO_PARAMETERS } from './contentLine.ts';
import type { ContentLine } from './contentLine.ts';
import type { ICalComponent, ICalProperty } from './model.ts';
import { knownPropertyType } from './propertyTypes.ts';
import { RepairLog } from './repairLog.ts';
import { splitList, unescapeText } from './text.ts';

interface OpenComponent {
  readonly name: string;
  readonly properties: ICalProperty[];
  readonly components: OpenComponent[];
}

/** A child of VCALENDAR, with what was repaired inside it. */
export interface ParsedComponent {
  readonly component: ICalComponent;
  readonly log: RepairLog | null;
}

export interface ParsedCalendar {
  readonly properties: readonly ICalProperty[];
  readonly components: readonly ParsedComponent[];
}

interface OpenCalendar {
  readonly properties: ICalProperty[];
  readonly components: { readonly component: ICalComponent; log: RepairLog | null }[];
}

/** A calendar with nothing open in it and nothing to say about the text so far. */
export interface SuspendedCalendar {
  readonly properties: readonly ICalProperty[];
  readonly components: readonly ParsedComponent[];
}

/** Components that only ever stand directly in VCALENDAR, whatever a missing END makes it look like (VPOLL alone holds events). */
const TOP_LEVEL = new Set(['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY', 'VTIMEZONE', 'VPOLL', 'VAVAILABILITY', 'X-CALENDARSERVER-PERUSER']);
const CONTINUED = new Set(['DESCRIPTION', 'SUMMARY', 'LOCATION', 'COMMENT', 'CONTACT', 'X-ALT-DESC', 'X-CALENDARSERVER-PRIVATE-COMMENT']);
const DEEPEST = 16;
const DATE_LENGTH = 8;
const LONGEST_EXTENSION = 65_536;

/** Nothing but TEXT is escaped (RFC 5545 §3.3.11), yet `geo:1\,2` and `http\://` are written. */
function bare(value: string): string {
  return value.includes('\\') ? value.replace(/\\([;,:])/g, '$1') : value;
}

/** Builds components from lines, whatever state they are in: every line is used, repaired with a note or dropped with a note. */
export class CalendarBuilder {
  readonly calendars: OpenCalendar[] = [];
  readonly #textLog: RepairLog;
  #calendar: OpenCalendar | null = null;
  readonly #stack: OpenComponent[] = [];
  /** The top of the stack. */
  #open: OpenComponent | undefined = undefined;
  /** How many of each name are open: an END without its BEGIN must not search a deep stack each time. */
  readonly #openNames = new Map<string, number>();

  constructor(textLog: RepairLog) {
    this.#textLog = textLog;
  }

  /** Repairs belong to the object they were made in; what is outside any belongs to the text. */
  get log(): RepairLog {
    const current = this.#stack.length === 0 ? undefined : this.#calendar?.components.at(-1);
    if (current === undefined) return this.#textLog;
    current.log ??= new RepairLog();
    return current.log;
  }

  get last(): ICalProperty | undefined {
    return this.#open?.properties.at(-1);
  }

  /** What was read so far, for a text that begins in the same way; null where more than that would have to be kept. */
  suspend(): SuspendedCalendar | null {
    const [calendar] = this.calendars;
    if (calendar === undefined || this.calendars.length > 1 || this.#stack.length > 0 || !this.#textLog.isEmpty) return null;
    return { properties: [...calendar.properties], components: [...calendar.components] };
  }

  resume({ properties, components }: SuspendedCalendar): void {
    this.#calendar = { properties: [...properties], components: [...components] };
    this.calendars.push(this.#calendar);
  }

  begin(name: string): void {
    if (name === 'VCALENDAR') {
      this.#closeAll();
      this.#calendar = { properties: [], components: [] };
      this.calendars.push(this.#calendar);
      return;
    }
    const component: OpenComponent = { name, properties: [], components: [] };
    const parent = this.#parentOf(name);
    if (parent === undefined) this.#currentCalendar().components.push({ component, log: null });
    else parent.components.push(component);
    this.#stack.push(component);
    this.#open = component;
    this.#openNames.set(name, (this.#openNames.get(name) ?? 0) + 1);
  }

  #parentOf(name: string): OpenComponent | undefined {
    const open = this.#stack[Math.min(this.#stack.length, DEEPEST) - 1];
    if (open === undefined) return undefined;
    if (TOP_LEVEL.has(name) && this.#stack[0]?.name !== 'VPOLL') {
      this.log.add('component-not-closed', open.name);
      return undefined;
    }
    if (name === 'VALARM' && open.name === 'VALARM') {
      this.log.add('component-not-closed', open.name);
      this.#closeDownTo(this.#stack.length - 1);
      return this.#open;
    }
    return open;
  }

  end(name: string): void {
    if (name === 'VCALENDAR') {
      this.#closeAll();
      return;
    }
    if (this.#open?.name === name) {
      this.#closeDownTo(this.#stack.length - 1);
      return;
    }
    if ((this.#openNames.get(name) ?? 0) === 0) {
      this.log.add('line-dropped', 'END', `END:${name}`);
      return;
    }
    const at = this.#stack.findLastIndex((component) => component.name === name);
    for (const component of this.#stack.slice(at + 1)) this.log.add('component-not-closed', component.name);
    this.#closeDownTo(at);
  }

  #closeAll(): void {
    for (const component of this.#stack) this.log.add('component-not-closed', component.name);
    this.#closeDownTo(0);
  }

  #closeDownTo(depth: number): void {
    while (this.#stack.length > depth) {
      const name = this.#stack.pop()?.name ?? '';
      this.#openNames.set(name, (this.#openNames.get(name) ?? 1) - 1);
    }
    this.#open = this.#stack.at(-1);
  }

  #currentCalendar(): OpenCalendar {
    if (this.#calendar === null) {
      this.#calendar = { properties: [], components: [] };
      this.calendars.push(this.#calendar);
      this.#textLog.add('calendar-missing', 'VCALENDAR');
    }
    return this.#calendar;
  }

  add(line: ContentLine): void {
    if (line.value.length > LONGEST_EXTENSION && line.type.name.startsWith('X-')) {
      this.log.add('blob-dropped', line.type.name);
      return;
    }
    const properties = this.#open?.properties ?? this.#calendar?.properties;
    if (properties === undefined) this.drop(`${line.type.name}:${line.value}`);
    else properties.push(this.#property(line));
  }

  #property({ type, parameters, value, regular }: ContentLine): ICalProperty {
    if (!regular) this.log.add('parameters-repaired', type.name, '', parameters['CN'] ?? parameters['TZID'] ?? '');
    const kept = parameters === NO_PARAMETERS ? parameters : this.#withoutBlobs(type.name, parameters);
    const written = kept === NO_PARAMETERS ? undefined : kept['VALUE']?.toLowerCase();
    const valueType = written ?? (type.type === 'date-time' && value.length === DATE_LENGTH ? 'date' : type.type);
    const decode = valueType === 'text' ? unescapeText : bare;
    const values = type.isList ? splitList(value).map(decode) : [decode(value)];
    return { name: type.name, parameters: kept, type: valueType, values };
  }

  #withoutBlobs(name: string, parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    for (const key in parameters) {
      if ((parameters[key]?.length ?? 0) <= LONGEST_EXTENSION) continue;
      this.log.add('blob-dropped', name, key);
      return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value.length <= LONGEST_EXTENSION));
    }
    return parameters;
  }

  /** A line break that was neither folded nor escaped: the rest belongs to the text before it. */
  continues(line: string): boolean {
    const last = this.last;
    if (last === undefined || !CONTINUED.has(last.name) || knownPropertyType(line.trim().toUpperCase()) !== undefined) return false;
    this.#open?.properties.splice(-1, 1, { ...last, values: [`${last.values[0] ?? ''}\n${unescapeText(line)}`] });
    this.log.add('line-joined', last.name, line);
    return true;
  }

  drop(line: string): void {
    this.log.add('line-dropped', /^[\w-]*/.exec(line)?.[0] ?? '', line);
  }
}
