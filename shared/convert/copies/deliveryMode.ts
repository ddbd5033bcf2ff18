import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PLAN_NOTES } from '../../domain/notes/plan.ts';
import type { WriteMode } from '../../domain/plan.ts';
import type { People } from '../people/people.ts';
import { hasInstance } from './copyPart.ts';
import type { CopyPart } from './copyPart.ts';
import type { Planning } from './planning.ts';

/** A meeting that takes more items is written without mail: nobody wants eleven invitations to one meeting. */
const MOST_LIVE_ITEMS = 10;

export interface Delivery {
  readonly mode: WriteMode;
  /** Why not live, where the operator would wonder. */
  readonly notes: readonly Note[];
}

const SILENT: Delivery = { mode: 'silent', notes: [] };

/** Whether the options ask for living meetings and this object is not over yet. */
export function isWantedLive(parts: readonly CopyPart[], { context, cutOver }: Planning): boolean {
  return context.meetings === 'live' && parts.some((part) => hasInstance(part, cutOver, null));
}

/** How the organizer's copy of a meeting is written (design «Write modes»). */
export function meetingDelivery(parts: readonly CopyPart[], planning: Planning): Delivery {
  if (!isWantedLive(parts, planning)) return SILENT;
  if (parts.length > MOST_LIVE_ITEMS) return silent('silent-many-items', `${parts.length} items`);
  const events = parts.flatMap((part) => [part.shared, ...part.exceptions.map((exception) => exception.shared)]);
  return events.some((event) => hasInsideGuest(planning.peopleOf(event))) ? { mode: 'live', notes: [] } : silent('silent-outside-only', '');
}

function silent(code: 'silent-many-items' | 'silent-outside-only', was: string): Delivery {
  return { mode: 'silent', notes: [note(PLAN_NOTES, code, 'ATTENDEE', was, 'silent')] };
}

function hasInsideGuest({ lines, organizer }: People): boolean {
  return lines.some((person) => person.target.state === 'mapped' && person.email !== organizer?.email);
}
