import { ResponseError } from '../soap/ResponseError.ts';
import { dateTime, escapeXml } from '../xml/xmlText.ts';
import { child, requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { readExtendedPath } from './extendedPath.ts';
import type { ExtendedPath } from './extendedPath.ts';

export type ExtendedValue = string | readonly string[];

const INTEGER = /^[+-]?\d+$/;
const refuse = (): never => {
  throw new ResponseError('ErrorInvalidExtendedPropertyValue');
};
const integer =
  (bits: bigint): ((text: string) => string) =>
  (text) => {
    if (!INTEGER.test(text)) return refuse();
    const value = BigInt(text);
    return value >= -(2n ** (bits - 1n)) && value < 2n ** (bits - 1n) ? value.toString() : refuse();
  };
const float = (text: string): string => (text.trim() !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : refuse());

/** Canonical text by type; what cannot be read as the type is refused. */
const CANONICAL: Readonly<Record<string, (text: string) => string>> = {
  String: (text) => text,
  Integer: integer(32n),
  Short: integer(16n),
  Long: integer(64n),
  Currency: integer(64n),
  Boolean: (text) => (/^(true|1)$/i.test(text) ? 'true' : /^(false|0)$/i.test(text) ? 'false' : refuse()),
  Float: float,
  Double: float,
  ApplicationTime: float,
  CLSID: (text) => (/^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text) ? text.replace(/[{}]/g, '').toLowerCase() : refuse()),
  Binary: (text) => {
    const bytes = Buffer.from(text, 'base64').toString('base64');
    return bytes === text.replaceAll(/\s/g, '') ? bytes : refuse();
  },
  SystemTime: (text) => {
    const instant = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
    return Number.isNaN(instant) ? refuse() : dateTime(instant);
  },
};

export function canonicalValue(type: string, text: string): string {
  const canonical = CANONICAL[type.replace(/Array$/, '')];
  // Error, Null and Object cannot be written through EWS.
  if (canonical === undefined) throw new ResponseError('ErrorInvalidExtendedProperty');
  return canonical(text);
}

/** Reads an ExtendedProperty element: its path and its value in canonical form. */
export function readExtendedProperty(element: XmlElement): { readonly path: ExtendedPath; readonly value: ExtendedValue } {
  const path = readExtendedPath(requiredChild(element, 'ExtendedFieldURI'));
  const single = child(element, 'Value');
  const isArray = path.type.endsWith('Array');
  if (isArray === (single !== undefined)) throw new ResponseError('ErrorInvalidExtendedPropertyValue');
  if (single !== undefined) return { path, value: canonicalValue(path.type, single.text) };
  const values = requiredChild(element, 'Values').children.map((value) => canonicalValue(path.type, value.text));
  return { path, value: values };
}

export function writeExtendedProperty(path: ExtendedPath, value: ExtendedValue): string {
  const written =
    typeof value === 'string'
      ? `<t:Value>${escapeXml(value)}</t:Value>`
      : `<t:Values>${value.map((one) => `<t:Value>${escapeXml(one)}</t:Value>`).join('')}</t:Values>`;
  return `<t:ExtendedProperty>${path.xml}${written}</t:ExtendedProperty>`;
}
