import { elementOrder } from '../schema/checkElement.ts';
import { CALENDAR_FIELDS } from './calendarFields.ts';
import type { Field } from './Field.ts';
import { ITEM_FIELDS } from './itemFields.ts';
import { MAIL_FIELDS } from './mailFields.ts';
import { SERIES_FIELDS } from './seriesFields.ts';

const ALL_FIELDS: readonly Field[] = [...ITEM_FIELDS, ...CALENDAR_FIELDS, ...SERIES_FIELDS, ...MAIL_FIELDS];
const byUri = new Map(ALL_FIELDS.map((field) => [field.uri, field]));
/** FieldURIs are compared as the schema's enumeration is: with regard to case. */
export function findField(uri: string): Field | undefined {
  return byUri.get(uri);
}

const CALENDAR_ITEM_PREFIXES = new Set(['item', 'calendar']);
const MAIL_PREFIXES = new Set(['item', 'message', 'meeting', 'meetingRequest', 'calendar']);

interface FieldsOfElement {
  /** In the order Exchange writes them. */
  readonly ordered: readonly Field[];
  readonly byElement: ReadonlyMap<string, Field>;
  readonly place: (field: Field) => number;
  readonly extendedPlace: number;
}

const cache = new Map<string, FieldsOfElement>();

/** The properties an element (CalendarItem, Message, MeetingRequest …) may hold. */
export function fieldsOf(element: string): FieldsOfElement {
  const known = cache.get(element);
  if (known !== undefined) return known;
  const order = elementOrder(element);
  const prefixes = element === 'CalendarItem' ? CALENDAR_ITEM_PREFIXES : MAIL_PREFIXES;
  const place = (field: Field): number => order.get(field.element) ?? -1;
  const possible = ALL_FIELDS.filter((field) => prefixes.has(field.uri.slice(0, field.uri.indexOf(':'))) && place(field) >= 0);
  const fields: FieldsOfElement = {
    ordered: possible.toSorted((left, right) => place(left) - place(right)),
    byElement: new Map(possible.map((field) => [field.element, field])),
    place,
    extendedPlace: order.get('ExtendedProperty') ?? 0,
  };
  cache.set(element, fields);
  return fields;
}
