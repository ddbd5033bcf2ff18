import type { ICalComponent, ICalEvent, ICalProperty } from './model.ts';

const NONE: readonly ICalProperty[] = [];

type Holder = Pick<ICalComponent | ICalEvent, 'properties'>;

/** The first property of that name (upper case). */
export function firstProperty(holder: Holder, name: string): ICalProperty | undefined {
  for (const property of holder.properties) if (property.name === name) return property;
  return undefined;
}

/** All properties of that name (upper case), in file order. */
export function allProperties(holder: Holder, name: string): readonly ICalProperty[] {
  let found: ICalProperty[] | undefined;
  for (const property of holder.properties) if (property.name === name) (found ??= []).push(property);
  return found ?? NONE;
}

/** The first value of the first property of that name, without blanks around it; '' when there is none. */
export function textValue(holder: Holder, name: string): string {
  return firstProperty(holder, name)?.values[0]?.trim() ?? '';
}
