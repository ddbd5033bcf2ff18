import { CalendarBuilder } from './CalendarBuilder.ts';
import type { ParsedCalendar } from './CalendarBuilder.ts';
import { parseContentLine } from './contentLine.ts';
import type { ContentLine } from './contentLine.ts';
import { contentLines } from './contentLines.ts';
import { knownPropertyType } from './propertyTypes.ts';
import type { RepairLog } from './repairLog.ts';

const JOINED_LINES = 3;

/** Parses any text into calendars. Never fails: what cannot be read is left out with a note. */
export function parseCalendars(text: string, log: RepairLog): readonly ParsedCalendar[] {
  const lines = contentLines(text, log);
  const builder = new CalendarBuilder(log);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const parsed = parseContentLine(line);
    if (parsed !== null && !isStrayText(parsed, line)) take(builder, parsed);
    else {
      const joined = joinBrokenLine(lines, at);
      if (joined !== null) {
        builder.log.add('line-joined', joined.line.type.name);
        builder.add(joined.line);
        at = joined.last;
      } else if (!builder.continues(line)) {
        if (parsed === null) builder.drop(line);
        else take(builder, parsed);
      }
    }
  }
  builder.end('VCALENDAR');
  return builder.calendars;
}

function take(builder: CalendarBuilder, parsed: ContentLine): void {
  const { name } = parsed.type;
  if (name === 'BEGIN') builder.begin(parsed.value.trim().toUpperCase());
  else if (name === 'END') builder.end(parsed.value.trim().toUpperCase());
  else builder.add(parsed);
}

/** `Call: 555` after an unfolded DESCRIPTION is no property; a name in capitals may be one that this program does not know. */
function isStrayText({ type, parameters }: ContentLine, line: string): boolean {
  if (knownPropertyType(type.name) !== undefined || line.startsWith(type.name)) return false;
  return type.name !== 'BEGIN' && type.name !== 'END' && !type.name.startsWith('X-') && Object.keys(parameters).length === 0;
}

function isOwnLine(line: string): boolean {
  const name = parseContentLine(line)?.type.name;
  return name !== undefined && (name.startsWith('X-') || knownPropertyType(name) !== undefined);
}

/** A line broken inside its parameters: the next ones are put behind it until it is whole. */
function joinBrokenLine(lines: readonly string[], at: number): { readonly line: ContentLine; readonly last: number } | null {
  let joined = lines[at] ?? '';
  if (!/^[A-Za-z0-9-]+[;=]/.test(joined)) return null;
  for (let last = at + 1; last <= at + JOINED_LINES; last += 1) {
    const next = lines[last];
    if (next === undefined || isOwnLine(next)) return null;
    joined += next;
    const line = parseContentLine(joined);
    if (line !== null) return { line, last };
  }
  return null;
}
