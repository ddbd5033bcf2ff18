import { CalendarBuilder } from './CalendarBuilder.ts';
import type { ParsedCalendar, SuspendedCalendar } from './CalendarBuilder.ts';
import { parseContentLine } from './contentLine.ts';
import type { ContentLine } from './contentLine.ts';
import { contentLines, isRegular, unfold } from './contentLines.ts';
import type { RepairLog } from './repairLog.ts';
import { interned } from './text.ts';

const JOINED_LINES = 3;
const TAB = 9;
const SPACE = 32;
const BYTE_ORDER_MARK = 0xfeff;

/** How the text read before this one began, up to the end of its events, and what that was read as. */
let earlier: { readonly text: string; readonly state: SuspendedCalendar } | null = null;

/**
 * Parses any text into calendars. Never fails: what cannot be read is left out with a note. The copies of a meeting come one after
 * the other, and those of its guests may begin with the same events: then only what stands behind them is read.
 */
export function parseCalendars(text: string, log: RepairLog): readonly ParsedCalendar[] {
  const builder = new CalendarBuilder(log);
  const end = earlier !== null && beginsWith(text, earlier.text) ? lineStart(text, earlier.text.length) : 0;
  if (earlier !== null && end > 0) {
    builder.resume(earlier.state);
    addLines(contentLines(text.slice(end), log), builder);
  } else if (isRegular(text)) {
    const cut = endOfEvents(text);
    addLines(unfold(text.slice(0, cut)), builder);
    const state = cut > 0 ? builder.suspend() : null;
    if (state !== null) earlier = { text: text.slice(0, cut), state };
    addLines(unfold(text.slice(cut)), builder);
  } else addLines(contentLines(text, log), builder);
  builder.end('VCALENDAR');
  return builder.calendars;
}

/** A cut costs nothing and is compared as memory; `startsWith` goes through a long text character by character. */
function beginsWith(text: string, beginning: string): boolean {
  const cut = text.slice(0, beginning.length);
  return cut === beginning;
}

/** Where the line of the last event's end is over; 0 without events. */
function endOfEvents(text: string): number {
  const line = text.lastIndexOf('\nEND:VEVENT');
  const newline = line < 0 ? -1 : text.indexOf('\n', line + 1);
  const rest = newline < 0 ? '-' : text.slice(line + '\nEND:VEVENT'.length, newline);
  return rest === '' || rest === '\r' ? lineStart(text, newline + 1) : 0;
}

/** That place, if a line begins there whatever stands before it; else 0. */
function lineStart(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code === SPACE || code === TAB || code === BYTE_ORDER_MARK ? 0 : at;
}

function addLines(lines: readonly string[], builder: CalendarBuilder): void {
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
}

function take(builder: CalendarBuilder, parsed: ContentLine): void {
  const { name } = parsed.type;
  if (name === 'BEGIN') builder.begin(componentName(parsed.value));
  else if (name === 'END') builder.end(componentName(parsed.value));
  else builder.add(parsed);
}

const COMPONENTS = new Map(
  'VCALENDAR VEVENT VALARM VTIMEZONE STANDARD DAYLIGHT VTODO X-CALENDARSERVER-PERUSER X-CALENDARSERVER-PERINSTANCE'
    .split(' ')
    .map((name) => [name, interned(name)]),
);

function componentName(written: string): string {
  return COMPONENTS.get(written) ?? written.trim().toUpperCase();
}

/** `Call: 555` after an unfolded DESCRIPTION is no property; a name in capitals may be one that this program does not know. */
function isStrayText({ type, parameters }: ContentLine, line: string): boolean {
  if (type.isKnown || line.startsWith(type.name)) return false;
  return !type.name.startsWith('X-') && Object.keys(parameters).length === 0;
}

function isOwnLine(line: string): boolean {
  const type = parseContentLine(line)?.type;
  return type !== undefined && (type.isKnown || type.name.startsWith('X-'));
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
