import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import type { EwsMailbox } from '../../ews/item.ts';
import type { CopySetting } from './copySetting.ts';
import type { Planning } from './planning.ts';

/** What somebody's copy of another's meeting is in Exchange. */
interface GuestIdentity extends Pick<CopySetting, 'kind' | 'organizer'> {
  readonly notes: readonly Note[];
}

export function asGuest(organizer: EwsMailbox): GuestIdentity {
  return { kind: 'guest-copy', organizer, notes: [] };
}

/** Without mail a copy is a guest's only where the target lets somebody write one; else an appointment that names the people. */
export function silentIdentity(organizer: EwsMailbox, { context }: Planning): GuestIdentity {
  if (context.target.guestCopies !== 'none') return asGuest(organizer);
  return { kind: 'appointment', organizer: null, notes: [note(PEOPLE_NOTES, 'guest-copy-plain', 'ORGANIZER', organizer.email)] };
}
