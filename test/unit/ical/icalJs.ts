import ICAL from 'ical.js';

/** A component as far as two parsers can agree on it: dates, rules and numbers are rewritten in jCal (RFC 7265). */
export interface PlainComponent {
  readonly name: string;
  readonly properties: readonly string[];
  readonly components: readonly PlainComponent[];
}

interface Parsed {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly values: readonly unknown[];
}

function bare(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** One property as a line without punctuation. A rule is an object with an order of its own in jCal, so only its presence counts. */
export function plainProperty({ name, parameters, values }: Parsed): string {
  const named = Object.entries(parameters).map(([key, value]) => `${key.toUpperCase()}=${bare(value)}`);
  const kept = named.filter((parameter) => !parameter.startsWith('VALUE=')).sort();
  return `${name.toUpperCase()};${kept.join(';')}:${name.toUpperCase() === 'RRULE' ? '' : values.map(bare).join('|')}`;
}

type JCalProperty = [name: string, parameters: Record<string, unknown>, type: string, ...values: unknown[]];
type JCalComponent = [name: string, properties: JCalProperty[], components: JCalComponent[]];

function plainComponent([name, properties, components]: JCalComponent): PlainComponent {
  return {
    name: name.toUpperCase(),
    properties: properties.map(([property, parameters, , ...values]) => plainProperty({ name: property, parameters, values })),
    components: components.map(plainComponent),
  };
}

function isComponent(parsed: JCalComponent | JCalComponent[]): parsed is JCalComponent {
  return typeof parsed[0] === 'string';
}

/** What ical.js reads. */
export function readByIcalJs(text: string): readonly PlainComponent[] {
  // Its declaration says `any`; RFC 7265 §3.2 says this.
  const parsed = ICAL.parse(text) as JCalComponent | JCalComponent[];
  return isComponent(parsed) ? [plainComponent(parsed)] : parsed.map(plainComponent);
}
