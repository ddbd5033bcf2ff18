import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import { PLAN_NOTES } from '../../domain/notes/plan.ts';
import type { EwsMailbox } from '../../ews/item.ts';
import type { SeriesPlan } from '../model.ts';
import type { Person } from '../people/person.ts';
import { planTimes } from '../recurrence/planSeries.ts';
import { assembleCopy } from './assembleCopy.ts';
import type { CopyLinks } from './assembleCopy.ts';
import { ownPart } from './copyPart.ts';
import type { CopySetting } from './copySetting.ts';
import { isWantedLive } from './deliveryMode.ts';
import { silentIdentity } from './guestIdentity.ts';
import { withoutDeclined } from './declined.ts';
import { outcome, skip } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Planning } from './planning.ts';
import type { ReadableCopy } from './readableCopy.ts';

/** The times of a copy's own text, with what its zones and ends had to say. */
export function seriesOf(reader: ReadableCopy, { asOf, horizon, proof }: Planning): SeriesPlan {
  return planTimes(reader.ical, reader.zones, { asOf, horizon, proof });
}

/** A plain event, or what becomes one: nobody else's calendar has to agree with it. */
export function planAppointment(reader: ReadableCopy, planning: Planning, notes: readonly Note[] = []): Outcome {
  const setting: CopySetting = { reader, planning, kind: 'appointment', mode: 'silent', organizer: null, access: reader.access };
  const plan = seriesOf(reader, planning);
  const parts = withoutDeclined(plan.parts.map(ownPart), setting);
  if (parts.declined) return skip(reader.copy, reader.source, 'declined', parts.notes);
  return assembleCopy(parts.kept, setting, links(plan, [...notes, ...parts.notes]));
}

/** A guest's copy without an organizer's copy to follow. `waitsFor`: the organizer's item, where there is one all the same. */
export function planLoneGuest(
  reader: ReadableCopy,
  organizer: EwsMailbox,
  planning: Planning,
  notes: readonly Note[],
  waitsFor: readonly string[] = [],
): Outcome {
  const identity = silentIdentity(organizer, planning);
  const { kind } = identity;
  const setting: CopySetting = { reader, planning, kind, mode: 'silent', organizer: identity.organizer, access: reader.access };
  const plan = seriesOf(reader, planning);
  const parts = withoutDeclined(plan.parts.map(ownPart), setting);
  if (parts.declined) return skip(reader.copy, reader.source, 'declined', parts.notes);
  const outside = reader.organizer?.target.state === 'external' && isWantedLive(parts.kept, planning);
  const why = outside ? [note(PLAN_NOTES, 'silent-outside-organizer', 'ORGANIZER', organizer.email)] : [];
  return assembleCopy(parts.kept, setting, {
    ...links(plan, [...notes, ...identity.notes, ...why, ...parts.notes]),
    waitsFor: () => waitsFor,
  });
}

/** A guest's copy whose organizer Exchange will not know. */
export function planOrphanedGuest(reader: ReadableCopy, organizer: Person, planning: Planning): Outcome {
  const value = organizer.property.values[0] ?? '';
  if (organizer.target.state === 'left-out') {
    return planAppointment(reader, planning, [note(PEOPLE_NOTES, 'organizer-left-out', 'ORGANIZER', value, organizer.name)]);
  }
  const planned = planAppointment(reader, planning, [note(PEOPLE_NOTES, 'organizer-unmapped', 'ORGANIZER', value, organizer.name)]);
  const subject = organizer.address.kind === 'principal' ? organizer.address.uid : organizer.key.replace(/^[a-z]+:/, '');
  return outcome({ ...planned, decisions: [...planned.decisions, { code: 'unmapped-organizer', subject }] });
}

function links(plan: SeriesPlan, notes: readonly Note[]): CopyLinks {
  const { seriesClass, explanation } = plan;
  return { deliveredBy: 'create', waitsFor: () => [], seriesClass, explanation, notes: [...plan.notes, ...notes] };
}
