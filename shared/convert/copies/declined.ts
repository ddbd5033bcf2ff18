import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import { ownAnswer } from '../people/ownAnswer.ts';
import { orphanPart } from '../recurrence/partNames.ts';
import type { CopyPart } from './copyPart.ts';
import type { CopySetting } from './copySetting.ts';

/** The parts a guest did not decline. */
export interface UndeclinedParts {
  readonly kept: readonly CopyPart[];
  /** There were parts, and the owner declined them all. */
  readonly declined: boolean;
  readonly notes: readonly Note[];
}

/**
 * Exchange keeps no meeting its guest declined, so such parts are left out; the answer stays visible at the organizer. An instance
 * accepted out of a declined series stands alone.
 */
export function withoutDeclined(parts: readonly CopyPart[], setting: CopySetting): UndeclinedParts {
  if (setting.reader.source.role !== 'guest') return { kept: parts, declined: false, notes: [] };
  const isDeclined = (side: Pick<CopyPart, 'shared' | 'own'>): boolean => answer(side, setting) === 'Decline';
  const kept = parts.flatMap((part) => (isDeclined(part) ? acceptedInstances(part, isDeclined) : [part]));
  const lost = parts.filter(isDeclined).length;
  if (lost === 0) return { kept, declined: false, notes: [] };
  const declined = kept.length === 0;
  return {
    kept,
    declined,
    notes: [note(PEOPLE_NOTES, 'meeting-declined', 'PARTSTAT', 'DECLINED', declined ? '' : `${kept.length} accepted`)],
  };
}

function answer({ shared, own }: Pick<CopyPart, 'shared' | 'own'>, { reader, planning }: CopySetting): string {
  return ownAnswer(planning.peopleOf(shared), planning.peopleOf(own), reader.owner);
}

function acceptedInstances(part: CopyPart, isDeclined: (side: Pick<CopyPart, 'shared' | 'own'>) => boolean): readonly CopyPart[] {
  return part.exceptions
    .filter((exception) => exception.shared !== part.shared && !isDeclined(exception))
    .map(({ original, span, shared, own }) => ({
      part: orphanPart(original.instant, part.span.isAllDay),
      shared,
      own,
      span,
      recurrence: null,
      exceptions: [],
      deletions: [],
    }));
}
