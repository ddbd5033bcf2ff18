import { decodeXml } from './decodeXml.ts';
import { XmlError } from './XmlError.ts';
import type { XmlElement } from './XmlElement.ts';

interface OpenElement {
  readonly namespace: string;
  readonly name: string;
  readonly qualifiedName: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  readonly offset: number;
  /** The namespaces outside this element, to return to when it closes. */
  readonly outer: Scope;
}

type Scope = ReadonlyMap<string, string>;

interface Reading {
  readonly source: string;
  readonly open: OpenElement[];
  scope: Scope;
  root: XmlElement | undefined;
}

const MAX_DEPTH = 100;
const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};
/** XML 1.0 §2.2. */
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const OPEN_TAG = /<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const CLOSE_TAG = /<\/([^\s>]+)\s*>/y;

/**
 * Reads a whole document into elements with their namespaces. Written for speed (a general parser costs as much as everything else the
 * simulator does) and strict where it matters: well-formed or refused, no DTD and so no entities of the sender's making, no character
 * XML 1.0 forbids, nothing nested without end.
 */
export function parseXml(source: string): XmlElement {
  const bad = FORBIDDEN.exec(source);
  if (bad !== null) throw new XmlError(`'0x${bad[0].charCodeAt(0).toString(16)}' is an invalid character.`, bad.index);
  const scope = new Map([
    ['xml', 'http://www.w3.org/XML/1998/namespace'],
    ['', ''],
  ]);
  const reading: Reading = { source, open: [], scope, root: undefined };
  let at = source.startsWith('\uFEFF') ? 1 : 0;
  while (at < source.length) {
    const next = source.indexOf('<', at);
    addText(reading, at, next < 0 ? source.length : next);
    if (next < 0) break;
    at = readMarkup(reading, next);
  }
  const unclosed = reading.open.at(-1);
  if (unclosed !== undefined) throw new XmlError(`Unexpected end of file: '${unclosed.qualifiedName}' is not closed.`, source.length);
  if (reading.root === undefined) throw new XmlError('Root element is missing.', source.length);
  return reading.root;
}

function addText(reading: Reading, from: number, to: number): void {
  if (from === to) return;
  const raw = reading.source.slice(from, to);
  const top = reading.open.at(-1);
  if (top !== undefined) top.text += decodeXml(raw, from);
  else if (raw.trim() !== '') throw new XmlError('Data at the root level is invalid.', from);
}

function readMarkup(reading: Reading, at: number): number {
  const { source } = reading;
  const second = source[at + 1];
  if (second === '/') return closeElement(reading, at);
  if (second === '?') return skipTo(source, '?>', at);
  if (second !== '!') return openElement(reading, at);
  if (source.startsWith('<!--', at)) return skipTo(source, '-->', at);
  if (!source.startsWith('<![CDATA[', at)) throw new XmlError('For security reasons DTD is prohibited in this XML document.', at);
  const end = skipTo(source, ']]>', at);
  const top = reading.open.at(-1);
  if (top === undefined) throw new XmlError('Data at the root level is invalid.', at);
  top.text += source.slice(at + 9, end - 3);
  return end;
}

function skipTo(source: string, mark: string, at: number): number {
  const end = source.indexOf(mark, at);
  if (end < 0) throw new XmlError(`Unexpected end of file: ${mark} is missing.`, at);
  return end + mark.length;
}

function openElement(reading: Reading, at: number): number {
  OPEN_TAG.lastIndex = at;
  const match = OPEN_TAG.exec(reading.source);
  if (match === null) throw new XmlError('The start tag is malformed.', at);
  const [tag, qualifiedName = '', attributeText = '', slash] = match;
  const { open } = reading;
  if (open.length >= MAX_DEPTH) throw new XmlError(`Elements are nested deeper than ${MAX_DEPTH}.`, at);
  if (open.length === 0 && reading.root !== undefined) throw new XmlError('There are multiple root elements.', at);
  const outer = reading.scope;
  const attributes = attributeText === '' ? NO_ATTRIBUTES : readAttributes(reading, attributeText, at);
  const colon = qualifiedName.indexOf(':');
  const namespace = reading.scope.get(colon < 0 ? '' : qualifiedName.slice(0, colon));
  if (namespace === undefined) throw new XmlError(`'${qualifiedName.slice(0, colon)}' is an undeclared prefix.`, at);
  const element: OpenElement = {
    ...{ namespace, name: qualifiedName.slice(colon + 1), qualifiedName, attributes, children: [], text: '', offset: at, outer },
  };
  const parent = open.at(-1);
  if (parent === undefined) reading.root = element;
  else parent.children.push(element);
  if (slash === '/') reading.scope = outer;
  else open.push(element);
  return at + tag.length;
}

/** EWS attributes have no namespace; those that have one (xsi:type, xml:lang) say nothing the simulator acts on. */
function readAttributes(reading: Reading, text: string, at: number): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  let scope: Map<string, string> | undefined;
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    const value = decodeXml(double ?? single ?? '', at);
    if (name === 'xmlns' || name.startsWith('xmlns:')) {
      scope ??= new Map(reading.scope);
      scope.set(name.slice(6), value);
      continue;
    }
    if (name in attributes) throw new XmlError(`'${name}' is a duplicate attribute name.`, at);
    if (!name.includes(':')) attributes[name] = value;
  }
  if (scope !== undefined) reading.scope = scope;
  return attributes;
}

function closeElement(reading: Reading, at: number): number {
  CLOSE_TAG.lastIndex = at;
  const match = CLOSE_TAG.exec(reading.source);
  const element = reading.open.pop();
  if (match === null || element === undefined) throw new XmlError('The end tag is malformed.', at);
  if (match[1] !== element.qualifiedName)
    throw new XmlError(`The '${element.qualifiedName}' start tag does not match the end tag of '${match[1] ?? ''}'.`, at);
  reading.scope = element.outer;
  return at + match[0].length;
}
