import { TYPES_NAMESPACE } from '../xml/XmlElement.ts';

/** A place in a sequence: one element, or one of several, so and so often. */
export interface Slot {
  readonly types: ReadonlyMap<string, string>;
  readonly required: boolean;
  readonly repeats: boolean;
}

export interface AttributeRule {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

export interface ContentModel {
  readonly slots: readonly Slot[];
  /** `namespace name` -> place in the sequence. Microsoft's content models never offer one name in two places. */
  readonly places: ReadonlyMap<string, number>;
  readonly attributes: readonly AttributeRule[];
  /** Set where the element holds text. */
  readonly text: string | null;
}

/**
 * Types in one line each. `@Id!:string` is a required attribute, `Subject?:string` an optional element, `*` any number, `+` one or
 * more; `( A:x | B:y )+` a choice; `= string` text; `extends Item` puts the base's sequence first; `t.Name` is an element of the types
 * namespace within a messages type.
 */
export type TypeTable = Readonly<Record<string, string>>;

export function qualified(namespace: string, name: string): string {
  return `${namespace} ${name}`;
}

export function compileModel(name: string, table: TypeTable, namespace: string, base: (name: string) => ContentModel): ContentModel {
  const source = table[name];
  if (source === undefined) throw new Error(`no type ${name} in the schema tables`);
  const tokens = source.split(/\s+/).filter((token) => token !== '');
  const slots: Slot[] = [];
  const attributes: AttributeRule[] = [];
  let text: string | null = null;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] ?? '';
    if (token === 'extends') {
      const inherited = base(tokens[++index] ?? '');
      slots.push(...inherited.slots);
      attributes.push(...inherited.attributes);
    } else if (token === '=') text = tokens[++index] ?? 'string';
    else if (token.startsWith('@')) attributes.push(attributeRule(token));
    else if (token === '(') {
      const close = tokens.findIndex((candidate, at) => at > index && candidate.startsWith(')'));
      const members = tokens.slice(index + 1, close).filter((member) => member !== '|');
      slots.push(slot(members, (tokens[close] ?? ')').slice(1), namespace));
      index = close;
    } else slots.push(slot([token], /[?*+]/.exec(token)?.[0] ?? '', namespace));
  }
  const places = new Map(slots.flatMap((place, at) => [...place.types.keys()].map((key) => [key, at] as const)));
  return { slots, places, attributes, text };
}

function attributeRule(token: string): AttributeRule {
  const [name = '', type = 'string'] = token.slice(1).split(':');
  return { name: name.replace('!', ''), type, required: name.endsWith('!') };
}

function slot(members: readonly string[], cardinality: string, namespace: string): Slot {
  const types = members.map((member): [string, string] => {
    const [name = '', type = 'string'] = member.replace(/[?*+]/, '').split(':');
    const foreign = name.startsWith('t.');
    return [qualified(foreign ? TYPES_NAMESPACE : namespace, foreign ? name.slice(2) : name), type];
  });
  return {
    types: new Map(types),
    required: cardinality === '' || cardinality === '+',
    repeats: cardinality === '*' || cardinality === '+',
  };
}
