import { MESSAGES_NAMESPACE, TYPES_NAMESPACE } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { COMMON_TYPES } from './commonTypes.ts';
import { compileModel, qualified } from './ContentModel.ts';
import type { ContentModel, Slot } from './ContentModel.ts';
import { ITEM_TYPES } from './itemTypes.ts';
import { HEADER_TYPES, REQUEST_TYPES } from './requestTypes.ts';
import { SIMPLE_TYPES } from './simpleTypes.ts';

/** What Exchange's own schema validation would have refused, in the words .NET uses. */
export class SchemaViolation extends Error {
  readonly offset: number;

  constructor(message: string, element: XmlElement) {
    super(message);
    this.offset = element.offset;
  }
}

const TYPES_TABLE = { ...COMMON_TYPES, ...ITEM_TYPES };
const models = new Map<string, ContentModel>();

function modelOf(name: string): ContentModel {
  const known = models.get(name);
  if (known !== undefined) return known;
  const isRequest = name in REQUEST_TYPES;
  const compiled = compileModel(name, isRequest ? REQUEST_TYPES : TYPES_TABLE, isRequest ? MESSAGES_NAMESPACE : TYPES_NAMESPACE, modelOf);
  models.set(name, compiled);
  return compiled;
}

/** The names of a type's elements in the order Exchange writes them. */
export function elementOrder(type: string): ReadonlyMap<string, number> {
  return new Map([...modelOf(type).places].map(([key, place]) => [key.slice(key.indexOf(' ') + 1), place]));
}

export function isKnownRequest(element: XmlElement): boolean {
  return element.namespace === MESSAGES_NAMESPACE && element.name in REQUEST_TYPES;
}

/** Checks the element in the SOAP body. */
export function checkRequest(element: XmlElement): void {
  checkElement(element, element.name);
}

/** Checks one element of the SOAP header; those of other namespaces are nobody's business. */
export function checkHeader(element: XmlElement): void {
  if (element.namespace !== TYPES_NAMESPACE) return;
  const type = HEADER_TYPES[element.name];
  if (type !== undefined) checkElement(element, type);
}

function checkElement(element: XmlElement, type: string): void {
  if (type === 'any') return;
  const isValid = SIMPLE_TYPES[type];
  if (isValid !== undefined) {
    refuseChildren(element);
    if (!isValid(type === 'string' ? element.text : element.text.trim())) throw invalidText(element, type);
    return;
  }
  const model = modelOf(type);
  checkAttributes(element, model);
  if (model.text !== null) {
    refuseChildren(element);
    if (SIMPLE_TYPES[model.text]?.(element.text) !== true) throw invalidText(element, model.text);
    return;
  }
  if (element.text.trim() !== '') throw new SchemaViolation(`The element ${label(element)} cannot contain text.`, element);
  checkChildren(element, model);
}

function checkAttributes(element: XmlElement, model: ContentModel): void {
  let present = 0;
  for (const rule of model.attributes) {
    const value = element.attributes[rule.name];
    if (value === undefined) {
      if (rule.required) throw new SchemaViolation(`The required attribute '${rule.name}' is missing.`, element);
      continue;
    }
    present++;
    if (SIMPLE_TYPES[rule.type]?.(value) !== true)
      throw new SchemaViolation(`The '${rule.name}' attribute is invalid - The value '${value}' is invalid.`, element);
  }
  if (present === Object.keys(element.attributes).length) return;
  const stranger = Object.keys(element.attributes).find((name) => !model.attributes.some((rule) => rule.name === name));
  throw new SchemaViolation(`The '${stranger ?? ''}' attribute is not declared.`, element);
}

function checkChildren(element: XmlElement, model: ContentModel): void {
  let place = 0;
  let count = 0;
  for (const inner of element.children) {
    const key = qualified(inner.namespace, inner.name);
    const at = model.places.get(key);
    if (at === undefined || at < place) throw invalidChild(element, inner, model, place);
    const slot = model.slots[at];
    if (at === place && count > 0 && slot?.repeats !== true) throw invalidChild(element, inner, model, place + 1);
    if (at > place) {
      refuseGap(element, inner, model, count > 0 ? place + 1 : place, at);
      place = at;
      count = 0;
    }
    count++;
    checkElement(inner, slot?.types.get(key) ?? 'any');
  }
  const missing = model.slots.slice(count > 0 ? place + 1 : place).find((slot) => slot.required);
  if (missing === undefined) return;
  throw new SchemaViolation(`The element ${label(element)} has incomplete content. ${expectation([missing])}`, element);
}

function refuseGap(element: XmlElement, inner: XmlElement, model: ContentModel, from: number, to: number): void {
  for (let at = from; at < to; at++) if (model.slots[at]?.required === true) throw invalidChild(element, inner, model, from);
}

function invalidChild(element: XmlElement, inner: XmlElement, model: ContentModel, from: number): SchemaViolation {
  const expected = model.slots.slice(from);
  return new SchemaViolation(`The element ${label(element)} has invalid child element ${label(inner)}. ${expectation(expected)}`, inner);
}

function refuseChildren(element: XmlElement): void {
  const inner = element.children[0];
  if (inner === undefined) return;
  throw new SchemaViolation(`The element ${label(element)} cannot contain child element ${label(inner)}.`, inner);
}

function invalidText(element: XmlElement, type: string): SchemaViolation {
  const message = `The '${element.namespace}:${element.name}' element is invalid - The value '${element.text}' is invalid according to its datatype '${type}'.`;
  return new SchemaViolation(message, element);
}

function expectation(slots: readonly Slot[]): string {
  const names = slots.flatMap((slot) => [...slot.types.keys()].map((key) => key.slice(key.indexOf(' ') + 1)));
  return names.length === 0 ? 'No more elements are expected.' : `List of possible elements expected: '${names.join(', ')}'.`;
}

function label(element: XmlElement): string {
  return `'${element.name}' in namespace '${element.namespace}'`;
}
