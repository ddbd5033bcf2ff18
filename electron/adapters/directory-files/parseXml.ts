import { SaxesParser } from 'saxes';

/** One element with its text (of itself, not of its children). */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

export interface ParsedXml {
  readonly root: XmlElement | null;
  /** What was wrong; everything before it was read. */
  readonly errors: readonly string[];
}

/**
 * Reads XML into a tree. Only the five predefined entities are known: neither external files nor entity bombs of a DOCTYPE are ever opened.
 * Damage is reported and does not take away what came before it: some dscl builds cut the last character off (PathItem.m).
 */
export function parseXml(text: string): ParsedXml {
  const errors: string[] = [];
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  const parser = new SaxesParser({ position: true });
  parser.on('error', (error) => errors.push(error.message));
  parser.on('opentag', (tag) => {
    const element: XmlElement = { name: tag.name, attributes: attributesOf(tag.attributes), children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const append = (more: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += more;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => void open.pop());
  parser.write(text.replace(/^\uFEFF/, '')).close();
  return { root, errors };
}

function attributesOf(attributes: Readonly<Record<string, string | { readonly value: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, typeof value === 'string' ? value : value.value]));
}

/** Trimmed, non-empty texts of the children of that name. */
export function textsOf(element: XmlElement, ...names: readonly string[]): string[] {
  return element.children
    .filter(({ name }) => names.includes(name))
    .map(({ text }) => text.trim())
    .filter((text) => text !== '');
}
