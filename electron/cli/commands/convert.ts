import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { configSchema } from '../../../shared/contract/config.ts';
import { describeFailure } from '../../../shared/contract/errors.ts';
import { parseCalendarUserAddress } from '../../../shared/domain/address.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { SealedContext } from '../../../shared/domain/plan.ts';
import { decodeCalendarBytes, type DecodedText } from '../../../shared/ical/decodeCalendarBytes.ts';
import { ianaTimeZone } from '../../../shared/domain/ianaTimeZone.ts';
import { ASSUMED_CAPABILITIES } from '../../../shared/domain/targetCapabilities.ts';
import type { Note } from '../../../shared/domain/note.ts';
import { convertText } from '../../usecases/convert/convertText.ts';
import { explainObject } from '../../usecases/convert/explainObject.ts';
import { itemFields, type Window } from '../../usecases/plan/itemFields.ts';
import { text, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { lineOf } from '../output.ts';
import { parseInstant, parseWindow } from '../parseTime.ts';

/** Standard input, as a file's name. */
const STDIN = '-';

function contextOf(context: CommandContext, window: Window | undefined): SealedContext {
  const { options } = configSchema.parse({ project: '-' });
  const zone = text(context, 'zone') ?? options.timeZone;
  if (ianaTimeZone(zone) === null) {
    throw new Failure('CONFIG_USAGE', { message: `--zone takes an IANA time zone such as Europe/Berlin, not «${zone}».` });
  }
  const given = text(context, 'as-of');
  const asOf = given === undefined ? context.clock.now() : new Date(parseInstant(given, '--as-of'));
  const horizon = new Date(asOf);
  horizon.setUTCMonth(horizon.getUTCMonth() + options.horizonMonths);
  return {
    asOf: asOf.toISOString(),
    cutOver: asOf.toISOString(),
    horizon: new Date(Math.max(horizon.getTime(), window?.to ?? 0)).toISOString(),
    meetings: options.meetings,
    from: null,
    to: null,
    travelTime: options.travelTime,
    defaultTimeZone: zone,
    mailboxTimeZones: {},
    responsesInBody: options.responsesInBody,
    target: ASSUMED_CAPABILITIES,
  };
}

/** `urn:x-uid:GUID`, `mailto:a@b.c` and the other spellings of calendars mean the same as the bare UID or address. */
function ownerOf(context: CommandContext): string | null {
  const given = text(context, 'owner')?.trim();
  if (given === undefined) return null;
  if (given === '') throw new Failure('CONFIG_USAGE', { message: '--owner takes a UID or a mail address.' });
  const address = parseCalendarUserAddress(given);
  if (address.kind === 'mail') return address.email;
  return address.kind === 'principal' ? address.uid : given;
}

/** The files meant: shells of Windows leave `*.ics` to the program. */
function filesOf(words: readonly string[], cwd: string): readonly string[] {
  return words.flatMap((word) => {
    if (word === STDIN || !/[*?]/.test(word) || existsSync(resolve(cwd, word))) return word;
    const found = globSync(word, { cwd }).sort();
    return found.length === 0 ? word : found;
  });
}

interface Conversion {
  readonly cwd: string;
  readonly owner: string | null;
  readonly sealed: SealedContext;
  readonly window: Window | undefined;
}

interface ConvertedFile {
  readonly line: object;
  /** What the line means, for a person. */
  readonly told: readonly string[];
}

function failed(file: string, notes: readonly Note[], failure: Failure): ConvertedFile {
  const error = describeFailure(failure);
  return { line: { file, items: [], notes, error }, told: [file, `  ${error.sentence} ${error.remedy}`] };
}

function convertFile(file: string, { cwd, owner, sealed, window }: Conversion): ConvertedFile {
  let content: DecodedText;
  try {
    content = decodeCalendarBytes(readFileSync(file === STDIN ? 0 : resolve(cwd, file)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(file, [], new Failure('FILE_UNREADABLE', { path: file, reason }));
  }
  const converted = convertText({ name: basename(file), text: content.text, owner, context: sealed });
  const { items, skipped, unreadable } = converted;
  const notes = [...content.notes, ...converted.notes];
  if (unreadable !== null) return failed(file, notes, new Failure('ICAL_UNREADABLE', { reason: unreadable }));
  const line = lineOf('convert', {
    file,
    items: items.map((item) => itemFields(item, window)),
    notes,
    ...(skipped.length === 0
      ? {}
      : { skipped: skipped.map((entry) => ({ source: { ...entry.source }, reason: entry.reason, notes: [...entry.notes] })) }),
  });
  return { line, told: [file, ...converted.objects.flatMap((object) => explainObject(object).map((text) => `  ${text}`))] };
}

/** `convert`: iCalendar files, no config, no database; one line a file, and one bad file never stops the others. */
export const convertCommand: Command = {
  name: 'convert',
  usage: 'FILE.ics… | - [--owner UID-or-address] [--zone IANA] [--expand FROM..TO] [--explain]',
  summary: 'Shows what single iCalendar files become: one JSON line a file, or with --explain what happened and why.',
  takesWords: true,
  options: {
    json: { type: 'boolean' },
    owner: { type: 'string' },
    zone: { type: 'string' },
    expand: { type: 'string' },
    explain: { type: 'boolean' },
    'as-of': { type: 'string' },
  },
  run: async (context): Promise<ExitCode> => {
    const { positionals, output, cwd, signal } = context;
    if (positionals.length === 0) throw new Failure('CONFIG_USAGE', { message: 'convert needs at least one iCalendar file.' });
    const expand = text(context, 'expand');
    const window = expand === undefined ? undefined : parseWindow(expand, '--expand');
    const sealed = contextOf(context, window);
    let failures = 0;
    const conversion = { cwd, owner: ownerOf(context), sealed, window };
    const files = filesOf(positionals, cwd);
    for (const file of files) {
      // Lets a Ctrl-C in.
      await nextTurn();
      if (signal.aborted) throw new Failure('INTERRUPTED');
      const { line, told } = convertFile(file, conversion);
      if ('error' in line) failures += 1;
      if (output.json) output.line(line);
      else output.say(context.options['explain'] === true ? `${told.join('\n')}\n` : JSON.stringify(line));
    }
    if (failures === 0) return 0;
    return failures === files.length ? 5 : 3;
  },
};
