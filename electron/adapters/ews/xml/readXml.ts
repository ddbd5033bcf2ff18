import { SaxesParser } from 'saxes';

/** An element of an answer: local names only, because prefixes are the server's choice. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

interface OpenNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  children: XmlNode[];
  text: string;
}

/** An answer that is no XML, or does not hold what it must. */
export class UnreadableXml extends Error {}

const DEEPEST = 64;
/** Most elements have none. */
const CHILDLESS: XmlNode[] = [];

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** By local names. Exchange writes none with a prefix but xmlns:…; what needs no change is not copied. */
function localAttributes(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const key in attributes) {
    if (key.includes(':')) return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [local(name), value]));
  }
  return attributes;
}

/**
 * Parses an answer into a tree. Throws on anything that is not well-formed, has a DTD (there is no reason for one, and entities are how
 * XML attacks begin) or is absurdly deep.
 */
export function readXml(text: string): XmlNode {
  const parser = new SaxesParser();
  const root: OpenNode = { name: '', attributes: {}, children: CHILDLESS, text: '' };
  const stack: OpenNode[] = [root];
  parser.on('error', (error) => {
    throw new UnreadableXml(error.message);
  });
  parser.on('doctype', () => {
    throw new UnreadableXml('the answer has a DTD');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (stack.length > DEEPEST) throw new UnreadableXml('the answer is nested too deep');
    const node: OpenNode = { name: local(name), attributes: localAttributes(attributes), children: CHILDLESS, text: '' };
    const parent = stack.at(-1);
    if (parent?.children === CHILDLESS) parent.children = [node];
    else parent?.children.push(node);
    stack.push(node);
  });
  const addText = (piece: string): void => {
    const node = stack.at(-1);
    if (node !== undefined) node.text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    stack.pop();
  });
  parser.write(text).close();
  const [top] = root.children;
  if (top === undefined) throw new UnreadableXml('the answer is empty');
  return top;
}

export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((candidate) => candidate.name === name);
}

export function childText(node: XmlNode | undefined, name: string): string | undefined {
  return child(node, name)?.text;
}

/** The first descendant of that name, depth first. */
export function find(node: XmlNode, name: string): XmlNode | undefined {
  for (const candidate of node.children) {
    const found = candidate.name === name ? candidate : find(candidate, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
