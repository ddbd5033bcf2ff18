import { cutParameters, knownParametersOf, learnParameters, parameterName } from './parameters.ts';
import { propertyType } from './propertyTypes.ts';
import type { PropertyType } from './propertyTypes.ts';

/** One unfolded line, cut at its joints (RFC 5545 §3.1). The value is still escaped. */
export interface ContentLine {
  readonly type: PropertyType;
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
  /** False when the parameters were not as the RFC wants them and the cut is a guess. */
  readonly regular: boolean;
}

/** What lines without parameters share. */
export const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});
const QUOTE = 34;
const COLON = 58;
const SEMICOLON = 59;
const ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:|\/)/i;
const ADDRESS_IN_LINE = /:(?=\s*(?:mailto:|urn:|https?:\/\/|invalid:|\/principals\/))/gi;

/** Cuts a line into name, parameters and value; null when it is none. */
export function parseContentLine(line: string): ContentLine | null {
  const end = endOfName(line);
  if (end < 1) return null;
  if (line.charCodeAt(end) === COLON) {
    const type = propertyType(line.slice(0, end));
    return type === null ? null : { type, parameters: NO_PARAMETERS, value: line.slice(end + 1), regular: true };
  }
  const colon = line.indexOf(':', end);
  const type = colon < 0 ? null : propertyType(line.slice(0, end));
  return type === null ? null : cutLine(line, type, end, colon);
}

function endOfName(line: string): number {
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === COLON || code === SEMICOLON) return at;
  }
  return -1;
}

function cutLine(line: string, type: PropertyType, semicolon: number, colon: number): ContentLine | null {
  const written = line.slice(semicolon, colon);
  const known = knownParametersOf(written);
  if (known !== undefined && fits(type, line, colon + 1)) {
    return { type, parameters: known, value: line.slice(colon + 1), regular: true };
  }
  const cut = cutParameters(line, semicolon);
  if (cut !== null && fits(type, line, cut.valueAt)) {
    const parameters = cut.valueAt === colon + 1 ? learnParameters(written, cut) : cut.parameters;
    return { type, parameters, value: line.slice(cut.valueAt), regular: true };
  }
  return (
    guessCut(type, line, semicolon) ??
    (cut === null ? null : { type, parameters: cut.parameters, value: line.slice(cut.valueAt), regular: true })
  );
}

/** A cut at a colon inside an unquoted parameter leaves a value that cannot be one: `TZID=(UTC+01:00) Paris:2027…`, `CN=a:b:mailto:c`. */
function fits(type: PropertyType, line: string, valueAt: number): boolean {
  if (type.type === 'cal-address') {
    const scheme = line.charCodeAt(valueAt) | 32;
    return scheme === 109 || scheme === 117 || ADDRESS.test(line.slice(valueAt)) || !line.includes(':', valueAt);
  }
  return type.type !== 'date-time' || !line.includes(':', valueAt);
}

/** Finds the value by what it must look like, then takes everything before it as parameters. */
function guessCut(type: PropertyType, line: string, semicolon: number): ContentLine | null {
  const colon =
    type.type === 'cal-address'
      ? lastAddress(line)
      : type.type === 'date-time'
        ? line.lastIndexOf(':')
        : colonOutsideQuotes(line, semicolon);
  if (colon < semicolon) return null;
  const parameters: Record<string, string> = {};
  for (const piece of line.slice(semicolon + 1, colon).split(/;(?=[A-Za-z0-9-]+=)/)) {
    const [written = '', ...rest] = piece.split('=');
    const name = parameterName(written.trim());
    if (name !== null) parameters[name] = rest.join('=').trim().replace(/^"|"$/g, '');
  }
  return { type, parameters, value: line.slice(colon + 1), regular: false };
}

function lastAddress(line: string): number {
  const starts = [...line.matchAll(ADDRESS_IN_LINE)];
  return starts.at(-1)?.index ?? line.lastIndexOf(':');
}

function colonOutsideQuotes(line: string, from: number): number {
  let quoted = false;
  for (let at = from; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (code === COLON && !quoted) return at;
  }
  return line.indexOf(':', from);
}
