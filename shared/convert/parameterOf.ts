import type { ICalProperty } from '../ical/model.ts';

/** A parameter's value, '' when absent. */
export function parameterOf(property: ICalProperty, name: string): string {
  return property.parameters[name] ?? '';
}
