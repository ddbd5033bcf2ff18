import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import type { EwsModifiedOccurrence, EwsOccurrenceContent, ResponseType } from '../../ews/item.ts';
import { convertContent } from '../convertContent.ts';
import { isoTime } from '../isoTime.ts';
import type { ZonedTime } from '../model.ts';
import { answerIn, ownAnswer } from '../people/ownAnswer.ts';
import type { People } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import type { ContentInput } from '../properties/rule.ts';
import { occurrenceSpan } from './copyPart.ts';
import type { CopyException, CopyPart } from './copyPart.ts';
import type { CopySetting } from './copySetting.ts';
import { occurrenceChanges } from './occurrenceChanges.ts';

/** An exception with what became of it; travel follows it. */
export interface ConvertedOccurrence {
  readonly exception: CopyException;
  readonly content: EwsOccurrenceContent;
  /** Exchange removes an occurrence its guest declines. */
  readonly isRemoved: boolean;
}

export interface ConvertedOccurrences {
  readonly modified: readonly EwsModifiedOccurrence[];
  readonly deleted: readonly ZonedTime[];
  readonly occurrences: readonly ConvertedOccurrence[];
  readonly notes: readonly Note[];
}

/** Converts a part's exceptions into modified and deleted occurrences, each sorted by its original start. */
export function convertOccurrences(
  part: CopyPart,
  series: EwsOccurrenceContent,
  base: ContentInput,
  setting: CopySetting,
): ConvertedOccurrences {
  const modified: { readonly at: number; readonly change: EwsModifiedOccurrence }[] = [];
  const removed: ZonedTime[] = [];
  const occurrences: ConvertedOccurrence[] = [];
  const notes: Note[] = [];
  for (const exception of part.exceptions) {
    const people = setting.planning.peopleOf(exception.shared);
    const ownResponse = answerOf(exception, part, base, setting);
    const converted = convertContent({ ...base, shared: exception.shared, own: exception.own, span: exception.span, people, ownResponse });
    const unchanged = occurrenceSpan(part.span, exception.original.instant);
    const start = isoTime(exception.original, part.span.isAllDay);
    const change = occurrenceChanges(series, converted.content, { start, end: isoTime(unchanged.end, part.span.isAllDay) });
    const isDeclined = ownResponse === 'Decline' && base.ownResponse !== 'Decline';
    const isRemoved = isDeclined && setting.kind === 'guest-copy' && setting.mode === 'live';
    if (isRemoved) removed.push(exception.original);
    else if (change !== null) modified.push({ at: exception.original.instant, change });
    notes.push(
      ...converted.notes,
      ...answerNotes(start, people, base.people, setting),
      ...(isDeclined ? [declinedNote(start, isRemoved)] : []),
    );
    occurrences.push({ exception, content: converted.content, isRemoved });
  }
  return {
    modified: modified.sort((one, other) => one.at - other.at).map(({ change }) => change),
    deleted: [...part.deletions, ...removed].sort((one, other) => one.instant - other.instant),
    occurrences,
    notes,
  };
}

/** An override only the owner has (own alarm, own transparency) repeats the series' answer unless the owner's own line differs. */
function answerOf({ shared, own }: CopyException, part: CopyPart, base: ContentInput, { reader, planning }: CopySetting): ResponseType {
  if (base.ownResponse === 'Organizer') return 'Organizer';
  if (shared !== part.shared) return ownAnswer(planning.peopleOf(shared), planning.peopleOf(own), reader.owner);
  const here = answerIn(planning.peopleOf(own), reader.owner);
  return here === null || here === answerIn(planning.peopleOf(part.own), reader.owner) ? base.ownResponse : here;
}

function declinedNote(start: string, isRemoved: boolean): Note {
  return note(PEOPLE_NOTES, 'instance-declined', 'PARTSTAT', start, isRemoved ? 'deleted' : 'Free');
}

/** Answers to a single instance: most targets keep them only where the guests themselves give them. */
function answerNotes(start: string, people: People, series: People, { kind, mode, planning }: CopySetting): readonly Note[] {
  if (kind !== 'meeting' || mode === 'live' || people === series) return [];
  const answers = new Map(series.lines.map((person) => [person.key, person.response]));
  const isLost = ({ key, response }: Person): boolean => {
    const before = answers.get(key);
    if (before !== undefined) return before !== response;
    // Who is invited to this instance alone is written with it, and the answer where the target takes answers.
    return planning.context.target.answers !== 'elements' && (response === 'Accept' || response === 'Tentative' || response === 'Decline');
  };
  const differing = people.lines.filter(isLost);
  return differing.map((person) =>
    note(PEOPLE_NOTES, 'instance-answers-dropped', 'PARTSTAT', `${start} ${person.name}: ${person.response}`),
  );
}
