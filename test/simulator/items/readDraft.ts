import { isForgotten } from '../properties/isForgotten.ts';
import type { RequestContext } from '../context.ts';
import type { Content } from '../model/Item.ts';
import { readExtendedPath } from '../properties/extendedPath.ts';
import { readExtendedProperty } from '../properties/extendedValue.ts';
import { fieldsOf, findField } from '../properties/fieldTable.ts';
import { newDraft } from '../properties/ItemDraft.ts';
import type { ItemDraft } from '../properties/ItemDraft.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { onlyChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { escapeXml } from '../xml/xmlText.ts';

/** Reads the item of a CreateItem request. What only the server may say is refused. */
export function readNewItem(element: XmlElement, context: RequestContext): ItemDraft {
  const draft = newDraft(null);
  const { byElement } = fieldsOf(element.name);
  for (const inner of element.children) {
    if (inner.name === 'ExtendedProperty') {
      const { path, value } = readExtendedProperty(inner);
      if (!isForgotten(path.key, context)) draft.extended[path.key] = value;
      continue;
    }
    const field = byElement.get(inner.name);
    if (field?.read === undefined) throw propertyError('ErrorInvalidPropertySet', field?.uri ?? `item:${inner.name}`);
    if (!isForgotten(field.uri, context)) field.read(inner, draft, context);
  }
  return draft;
}

/** Reads the Updates of one ItemChange against what the item shows now. */
export function readUpdates(updates: XmlElement, before: Content, context: RequestContext): ItemDraft {
  const draft = newDraft(before);
  checkOrder(updates, context);
  for (const update of updates.children) {
    const [path, holder] = update.children;
    if (path === undefined) continue;
    if (update.name === 'DeleteItemField') deleteField(path, draft);
    else if (holder !== undefined) setField(path, holder, update.name === 'AppendToItemField', draft, context);
  }
  return draft;
}

const TIMES = new Set(['calendar:Start', 'calendar:End']);
const ZONES = new Set(['calendar:StartTimeZone', 'calendar:EndTimeZone']);

/** Servers are reported to insist on an order of times and zones within one update. */
function checkOrder(updates: XmlElement, { services }: RequestContext): void {
  const { updateOrder } = services.settings.behaviour;
  if (updateOrder === 'any') return;
  const uris = updates.children.map((update) => update.children[0]?.attributes['FieldURI'] ?? '');
  const [first, second] = updateOrder === 'times-first' ? [TIMES, ZONES] : [ZONES, TIMES];
  const begins = uris.findIndex((uri) => second.has(uri));
  if (begins !== -1 && uris.slice(begins).some((uri) => first.has(uri))) throw propertyError('ErrorPropertyUpdate', uris[begins] ?? '');
}

function deleteField(path: XmlElement, draft: ItemDraft): void {
  if (path.name === 'ExtendedFieldURI') {
    const { key } = readExtendedPath(path);
    draft.removedExtended.add(key);
    Reflect.deleteProperty(draft.extended, key);
    return;
  }
  const uri = path.attributes['FieldURI'] ?? '';
  const field = findField(uri);
  if (field?.clear === undefined) throw propertyError('ErrorInvalidPropertyDelete', uri);
  field.clear(draft);
}

function setField(path: XmlElement, holder: XmlElement, isAppend: boolean, draft: ItemDraft, context: RequestContext): void {
  if (holder.children.length !== 1) throw new ResponseError('ErrorIncorrectUpdatePropertyCount');
  const inner = onlyChild(holder);
  if (path.name === 'ExtendedFieldURI') {
    if (isAppend) throw new ResponseError('ErrorInvalidPropertyAppend');
    if (inner.name !== 'ExtendedProperty') throw new ResponseError('ErrorUpdatePropertyMismatch');
    const { path: written, value } = readExtendedProperty(inner);
    if (written.key !== readExtendedPath(path).key) throw new ResponseError('ErrorUpdatePropertyMismatch');
    if (isForgotten(written.key, context)) return;
    draft.extended[written.key] = value;
    draft.removedExtended.delete(written.key);
    return;
  }
  const uri = path.attributes['FieldURI'] ?? '';
  const field = findField(uri);
  if (field !== undefined && field.element !== inner.name) throw propertyError('ErrorUpdatePropertyMismatch', uri);
  if (isAppend) {
    if (field?.append === undefined) throw propertyError('ErrorInvalidPropertyAppend', uri);
    if (!isForgotten(field.uri, context)) field.append(inner, draft, context);
    return;
  }
  if (field?.read === undefined) throw propertyError('ErrorInvalidPropertySet', uri);
  if (!isForgotten(field.uri, context)) field.read(inner, draft, context);
}

/** Errors about a property name it in MessageXml. */
export function propertyError(code: string, uri: string): ResponseError {
  return new ResponseError(code, { messageXml: `<t:FieldURI FieldURI="${escapeXml(uri)}"/>` });
}
