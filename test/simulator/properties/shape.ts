import type { RequestContext } from '../context.ts';
import { child, childText, isTrue } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { readExtendedPath } from './extendedPath.ts';
import type { ExtendedPath } from './extendedPath.ts';
import { writeExtendedProperty } from './extendedValue.ts';
import type { Field, ReadOptions } from './Field.ts';
import { fieldsOf, findField } from './fieldTable.ts';
import { extendedValueOf } from './nativeProperties.ts';
import { elementOf } from './View.ts';
import type { View } from './View.ts';

/** An ItemShape, worked out once a request: which properties of which kind of item, in which order. */
export interface ItemShape {
  readonly options: ReadOptions;
  readonly base: string;
  readonly asked: ReadonlySet<Field>;
  readonly extended: readonly ExtendedPath[];
  readonly writers: Map<string, readonly ((view: View) => string)[]>;
}

const SHAPES: Readonly<Record<string, readonly Field['shape'][]>> = {
  IdOnly: ['id'],
  Default: ['id', 'default'],
  AllProperties: ['id', 'default', 'all'],
  PcxPeopleSearch: ['id'],
};

export function readShape(element: XmlElement, isFind: boolean, context: RequestContext): ItemShape {
  const paths = child(element, 'AdditionalProperties')?.children ?? [];
  const asked = paths.filter((path) => path.name === 'FieldURI').flatMap((path) => findField(path.attributes['FieldURI'] ?? '') ?? []);
  const bodyType = childText(element, 'BodyType')?.trim();
  return {
    options: {
      bodyType: bodyType === 'HTML' || bodyType === 'Text' ? bodyType : 'Best',
      includesMime: isTrue(childText(element, 'IncludeMimeContent')?.trim()),
      ...{ isFind, context },
    },
    base: childText(element, 'BaseShape')?.trim() ?? 'IdOnly',
    asked: new Set(asked),
    extended: paths.filter((path) => path.name === 'ExtendedFieldURI').map(readExtendedPath),
    writers: new Map(),
  };
}

/** The item as its element, with all the shape asks for and the item has. */
export function writeItem(view: View, shape: ItemShape): string {
  const element = elementOf(view.item);
  let writers = shape.writers.get(element);
  if (writers === undefined) {
    writers = writersFor(element, shape);
    shape.writers.set(element, writers);
  }
  let inner = '';
  for (const write of writers) inner += write(view);
  return `<t:${element}>${inner}</t:${element}>`;
}

function writersFor(element: string, shape: ItemShape): readonly ((view: View) => string)[] {
  const { ordered, place, extendedPlace } = fieldsOf(element);
  const inBase = new Set(SHAPES[shape.base] ?? ['id']);
  const shown = ordered.filter((field) => {
    if (shape.options.isFind && !field.isInFind) return false;
    return inBase.has(field.shape) || shape.asked.has(field);
  });
  const write =
    (field: Field): ((view: View) => string) =>
    (view) =>
      field.write(view, shape.options);
  const before = shown.filter((field) => place(field) < extendedPlace).map(write);
  const after = shown.filter((field) => place(field) > extendedPlace).map(write);
  if (shape.extended.length === 0) return [...before, ...after];
  return [...before, (view) => writeExtended(view, shape.extended), ...after];
}

function writeExtended(view: View, paths: readonly ExtendedPath[]): string {
  return paths
    .map((path) => {
      const value = extendedValueOf(view, path.key);
      return value === null ? '' : writeExtendedProperty(path, value);
    })
    .join('');
}
