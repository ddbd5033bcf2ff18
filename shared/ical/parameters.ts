import { interned } from './text.ts';

/** Parameters as far as they could be cut. */
interface Cut {
  readonly parameters: Readonly<Record<string, string>>;
  readonly valueAt: number;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const SEMICOLON = 59;
const PARAMETER_NAMES = new Map(
  'TZID VALUE CN CUTYPE EMAIL PARTSTAT ROLE RSVP SCHEDULE-STATUS SCHEDULE-AGENT MEMBER FMTTYPE FILENAME SIZE MANAGED-ID'
    .split(' ')
    .map((n) => [n, n]),
);

/** The same few people and time zones stand on nearly every line that has parameters. */
const MOST_KNOWN = 8000;
const LONGEST_KNOWN = 256;
const knownParameters = new Map<string, Readonly<Record<string, string>>>();

/** The same of a section that was met before, up to the first colon; undefined when it was not. */
export function knownParametersOf(section: string): Readonly<Record<string, string>> | undefined {
  return knownParameters.get(section);
}

/** How parameters are cut up to the first colon depends on nothing behind it. */
export function learnParameters(written: string, cut: Cut): Readonly<Record<string, string>> {
  if (written.length > LONGEST_KNOWN) return cut.parameters;
  const own = interned(written);
  const parameters = cutParameters(`${own}:`, 0)?.parameters ?? cut.parameters;
  if (knownParameters.size >= MOST_KNOWN) knownParameters.clear();
  knownParameters.set(own, parameters);
  return parameters;
}

/** Cuts the parameters that begin at a semicolon; null when they are not as the RFC wants them. */
export function cutParameters(line: string, firstSemicolon: number): Cut | null {
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
    if (line.charCodeAt(end) === COLON) return { parameters, valueAt: end + 1 };
    at = end;
  }
}

/** The name in upper case, or null when it cannot be one. */
export function parameterName(written: string): string | null {
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
