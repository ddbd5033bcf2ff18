import { ResponseError } from '../soap/ResponseError.ts';

/** One content line (RFC 5545 §3.1). */
export interface CalendarLine {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

const LINE = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^;:"]*))*):(.*)$/;

function readLine(text: string): CalendarLine {
  const [, name = '', parameters = '', value = ''] = LINE.exec(text) ?? [];
  if (name === '') throw new ResponseError('ErrorMimeContentInvalid');
  const pairs = [...parameters.matchAll(/;([\w-]+)=("[^"]*"|[^;]*)/g)];
  return {
    name: name.toUpperCase(),
    parameters: new Map(pairs.map(([, key = '', given = '']) => [key.toUpperCase(), given.replace(/^"|"$/g, '')])),
    value,
  };
}

/** The lines of the only event of a calendar, those of components inside it left out. */
export function eventLines(text: string): readonly CalendarLine[] {
  const lines = text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(readLine);
  const begins = lines.findIndex(({ name, value }) => name === 'BEGIN' && value === 'VEVENT');
  const ends = lines.findIndex(({ name, value }) => name === 'END' && value === 'VEVENT');
  if (lines[0]?.value !== 'VCALENDAR' || begins === -1 || ends < begins) throw new ResponseError('ErrorMimeContentInvalid');
  let depth = 0;
  return lines.slice(begins + 1, ends).filter(({ name }) => {
    if (name === 'BEGIN') depth += 1;
    else if (name === 'END') depth -= 1;
    else return depth === 0;
    return false;
  });
}

/** TEXT (RFC 5545 §3.3.11). */
export function unescapeText(value: string): string {
  return value.replace(/\\([nN\\;,])/g, (_, escaped: string) => (escaped.toLowerCase() === 'n' ? '\n' : escaped));
}
