import { note } from '../domain/note.ts';
import type { Note } from '../domain/note.ts';
import { PROPERTY_NOTES } from '../domain/notes/properties.ts';
import { NO_PARAMETERS } from '../ical/contentLine.ts';
import type { ICalObject, ICalProperty } from '../ical/model.ts';
import { ALARM_FATES, PARAMETER_FATES, PROPERTY_FATES } from './accountTable.ts';
import type { Fate } from './accountTable.ts';

/**
 * Accounts for every property and parameter of an object: those no table knows are noted as dropped, once a name. Together with the
 * rules' own notes nothing is lost silently.
 */
export function accountFor({ master, overrides, others, calendarProperties }: ICalObject): readonly Note[] {
  const notes = new Map<string, Note>();
  const account = (properties: readonly ICalProperty[], fates: ReadonlyMap<string, Fate>): void => {
    for (const property of properties) accountProperty(property, fates, notes);
  };
  account(calendarProperties, PROPERTY_FATES);
  for (const event of master === null ? overrides : [master, ...overrides]) {
    account(event.properties, PROPERTY_FATES);
    for (const alarm of event.alarms) account(alarm.properties, ALARM_FATES);
  }
  for (const other of others) notes.set(`component ${other.name}`, note(PROPERTY_NOTES, 'component-dropped', other.name));
  return [...notes.values()];
}

function accountProperty({ name, parameters, values }: ICalProperty, fates: ReadonlyMap<string, Fate>, notes: Map<string, Note>): void {
  if (parameters === NO_PARAMETERS && fates.has(name)) return;
  if (!fates.has(name)) {
    // Its parameters go with it.
    if (!notes.has(name)) notes.set(name, note(PROPERTY_NOTES, 'property-dropped', name, values.join(',')));
    return;
  }
  for (const parameter in parameters) {
    const place = `${name};${parameter}`;
    if (PARAMETER_FATES.has(parameter) || notes.has(place)) continue;
    notes.set(place, note(PROPERTY_NOTES, 'parameter-dropped', place, parameters[parameter] ?? ''));
  }
}
