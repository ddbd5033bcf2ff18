import type { Content } from '../model/Item.ts';
import { isTrue } from '../xml/XmlElement.ts';
import { t } from '../xml/xmlText.ts';
import type { Field } from './Field.ts';

type KeysOf<Value> = {
  [Key in keyof Content]: Content[Key] extends Value ? (Value extends Content[Key] ? Key : never) : never;
}[keyof Content];
type Shape = Field['shape'];

/** Text a client may set, delete and search by. `empty` is what deleting leaves. */
export function textField(uri: string, key: KeysOf<string>, shape: Shape, empty = ''): Field {
  const element = uri.slice(uri.indexOf(':') + 1);
  return {
    ...{ uri, element, shape, isInFind: true },
    write: (view) => (view.content[key] === '' ? '' : t(element, view.content[key])),
    read: (source, draft) => {
      draft.content[key] = source.text;
    },
    clear: (draft) => {
      draft.content[key] = empty;
    },
    compare: (view) => view.content[key],
  };
}

export function booleanField(uri: string, key: KeysOf<boolean>, shape: Shape, empty = false): Field {
  const element = uri.slice(uri.indexOf(':') + 1);
  return {
    ...{ uri, element, shape, isInFind: true },
    write: (view) => t(element, view.content[key]),
    read: (source, draft) => {
      draft.content[key] = isTrue(source.text.trim());
    },
    clear: (draft) => {
      draft.content[key] = empty;
    },
    compare: (view) => view.content[key],
  };
}

/** A property Exchange works out itself. */
export function computedField(uri: string, shape: Shape, isInFind: boolean, write: Field['write'], compare?: Field['compare']): Field {
  const field = { uri, element: uri.slice(uri.indexOf(':') + 1), shape, isInFind, write };
  return compare === undefined ? field : { ...field, compare };
}
