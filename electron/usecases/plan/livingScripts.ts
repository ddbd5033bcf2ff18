import type { ScopedObject } from '../../../shared/convert/applyScope.ts';
import type { MappingView } from '../../../shared/domain/mapping.ts';
import { buildScript } from '../../../shared/run/living/buildScript.ts';
import type { MeetingScript } from '../../../shared/run/living/MeetingScript.ts';

/** Who declined by their own copy, as mailboxes. */
function declinedMailboxes({ skipped }: ScopedObject, mapping: MappingView): ReadonlySet<string> {
  const owners = skipped.filter(({ reason }) => reason === 'declined').map(({ source }) => source.owner);
  return new Set(
    owners.flatMap((uid) => {
      const target = mapping.resolve({ kind: 'principal', uid });
      return target.state === 'mapped' ? [target.email.toLowerCase()] : [];
    }),
  );
}

/**
 * What a run is going to do with the living meetings of one UID, as far as a plan can know: whoever the mapping has inside is taken to be
 * there. The address book has the last word when the run asks it.
 */
export function livingScripts(outcome: ScopedObject, mapping: MappingView, inside: ReadonlySet<string>): readonly MeetingScript[] {
  const living = outcome.items.filter(({ mode, kind }) => mode === 'live' && kind === 'meeting');
  if (living.length === 0) return [];
  const declined = declinedMailboxes(outcome, mapping);
  return living.map((organizer) => {
    const copies = outcome.items.filter(({ deliveredBy, waitsFor }) => deliveredBy === 'exchange' && waitsFor.includes(organizer.key));
    return buildScript({ organizer, globalObjectId: '', copies, declined, inside, groups: new Map() });
  });
}
