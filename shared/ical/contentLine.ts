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

interface Cut {
  readonly parameters: Readonly<Record<string, string>>;
  readonly valueAt: number;
  readonly regular: boolean;
}

const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const SEMICOLON = 59;
const PARAMETER_NAMES = new Map(
  'TZID VALUE CN CUTYPE EMAIL PARTSTAT ROLE RSVP SCHEDULE-STATUS SCHEDULE-AGENT MEMBER FMTTYPE FILENAME SIZE MANAGED-ID'
    .split(' ')
    .map((n) => [n, n]),
);
const ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:|\/)/i;
const ADDRESS_IN_LINE = /:(?=\s*(?:mailto:|urn:|https?:\/\/|invalid:|\/principals\/))/gi;

/** Cuts a line into name, parameters and value; null when it is none. */
export function parseContentLine(line: string): ContentLine | null {
  const colon = line.indexOf(':');
  if (colon < 1) return null;
  const semicolon = line.indexOf(';');
  if (semicolon < 0 || semicolon > colon) {
    const type = propertyType(line.slice(0, colon));
    return type === null ? null : { type, parameters: NO_PARAMETERS, value: line.slice(colon + 1), regular: true };
  }
  const type = propertyType(line.slice(0, semicolon));
  if (type === null) return null;
  const cut = cutParameters(line, semicolon);
  if (cut !== null && fits(type, line, cut.valueAt)) {
    return { type, parameters: cut.parameters, value: line.slice(cut.valueAt), regular: cut.regular };
  }
  return guessCut(type, line, semicolon) ?? (cut === null ? null : { type, ...cut, value: line.slice(cut.valueAt) });
}

/** A cut at a colon inside an unquoted parameter leaves a value that cannot be one: `TZID=(UTC+01:00) Paris:2027…`, `CN=a:b:mailto:c`. */
function fits(type: PropertyType, line: string, valueAt: number): boolean {
  if (type.type === 'cal-address') {
    const scheme = line.charCodeAt(valueAt) | 32;
    return scheme === 109 || scheme === 117 || ADDRESS.test(line.slice(valueAt)) || !line.includes(':', valueAt);
  }
  return type.type !== 'date-time' || !line.includes(':', valueAt);
}

function cutParameters(line: string, firstSemicolon: number): Cut | null {
  const parameters: Record<string, string> = {};
  let at = firstSemicolon;
  for (;;) {
    const equals = line.indexOf('=', at + 1);
    if (equals < 0) return null;
    const written = line.slice(at + 1, equals);
    const name = PARAMETER_NAMES.get(written) ?? parameterName(written);
    if (name === null) return null;
    const end = endOfParameter(line, equals + 1);
    if (end < 0) return null;
    const value = unescapeExtension(name, unquote(line, equals + 1, end));
    const earlier = parameters[name];
    parameters[name] = earlier === undefined ? value : `${earlier},${value}`;
    if (line.charCodeAt(end) === COLON) return { parameters, valueAt: end + 1, regular: true };
    at = end;
  }
}

function parameterName(written: string): string | null {
  return /^[A-Za-z0-9-]+$/.test(written) ? written.toUpperCase() : null;
}

/** Where the `;` or `:` after a parameter's value(s) is; -1 when quotes are not balanced or stand in odd places. */
function endOfParameter(line: string, from: number): number {
  let at = from;
  while (at < line.length) {
    const code = line.charCodeAt(at);
    if (code === COLON || code === SEMICOLON) return at;
    if (code === QUOTE && (at === from || line.charCodeAt(at - 1) === COMMA)) {
      const close = line.indexOf('"', at + 1);
      const next = line.charCodeAt(close + 1);
      if (close < 0 || (next !== COLON && next !== SEMICOLON && next !== COMMA)) return -1;
      at = close;
    }
    at += 1;
  }
  return -1;
}

/** Quotes go, RFC 6868's carets become what they stand for; several values stay separated by commas. */
function unquote(line: string, from: number, to: number): string {
  let value = line.slice(from, to);
  if (line.charCodeAt(from) === QUOTE || value.includes('"')) value = value.replace(/(^|,)"([^"]*)"(?=,|$)/g, '$1$2');
  if (!value.includes('^')) return value;
  return value.replace(/\^(['n^])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped === '^' ? '^' : '"'));
}

/** Apple escapes line breaks in its own parameters (`X-ADDRESS=Street 1\\nTown`) though no RFC says so, once or twice. */
function unescapeExtension(name: string, value: string): string {
  if (!value.includes('\\') || !name.startsWith('X-')) return value;
  return value.replace(/\\{1,2}n/gi, '\n').replace(/\\([,;\\])/g, '$1');
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
