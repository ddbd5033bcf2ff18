import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import type { SourceAccess } from '../../domain/source.ts';
import type { EwsMailbox } from '../../ews/item.ts';
import type { EventSpan, SeriesPlan } from '../model.ts';
import { hasGuests } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import { assembleCopy } from './assembleCopy.ts';
import { ownPart } from './copyPart.ts';
import type { CopyPart } from './copyPart.ts';
import { keyOf } from './copySetting.ts';
import type { CopySetting } from './copySetting.ts';
import { withoutDeclined } from './declined.ts';
import { meetingDelivery } from './deliveryMode.ts';
import type { Delivery } from './deliveryMode.ts';
import { asGuest, silentIdentity } from './guestIdentity.ts';
import { guestParts } from './guestParts.ts';
import { skip } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { planAppointment, planLoneGuest, planOrphanedGuest, seriesOf } from './planAlone.ts';
import type { Planning } from './planning.ts';
import type { ReadableCopy } from './readableCopy.ts';
import { isInvited } from './role.ts';
import { textNotes } from './textNotes.ts';

/** The organizer's side of a meeting, worked out once for all copies. */
interface Lead {
  readonly reader: ReadableCopy;
  readonly setting: CopySetting;
  readonly plan: SeriesPlan;
  readonly parts: readonly CopyPart[];
  readonly delivery: Delivery;
}

/** The copies of one meeting: the organizer's first, the guests' as views of it. */
export function planMeeting(organizer: ReadableCopy | null, guests: readonly ReadableCopy[], planning: Planning): readonly Outcome[] {
  const lead = organizer === null ? null : openLead(organizer, planning);
  const outcomes: Outcome[] = [];
  if (organizer !== null) outcomes.push(lead === null ? planAppointment(organizer, planning, noGuestsNote(organizer)) : planLead(lead));
  for (const guest of guests) outcomes.push(planGuest(guest, lead, planning));
  return outcomes;
}

/** Null where nobody but the owner takes part: Exchange could never turn the meeting back into an appointment. */
function openLead(reader: ReadableCopy, planning: Planning): Lead | null {
  const plan = seriesOf(reader, planning);
  const parts = plan.parts.map(ownPart);
  const events = parts.flatMap((part) => [part.shared, ...part.exceptions.map((exception) => exception.shared)]);
  if (!events.some((event) => hasGuests(planning.peopleOf(event)))) return null;
  const delivery = meetingDelivery(parts, planning);
  const organizer = mailboxOf(reader);
  return {
    reader,
    setting: { reader, planning, kind: 'meeting', mode: delivery.mode, organizer, access: reader.access },
    plan,
    parts,
    delivery,
  };
}

function noGuestsNote({ organizer, ical }: ReadableCopy): readonly Note[] {
  const lines = [ical.master, ...ical.overrides].flatMap((event) => event?.properties.filter(({ name }) => name === 'ATTENDEE') ?? []);
  return lines.length === 0 ? [] : [note(PEOPLE_NOTES, 'no-guests', 'ATTENDEE', organizer?.name ?? '')];
}

function planLead({ parts, setting, plan, delivery }: Lead): Outcome {
  return assembleCopy(parts, setting, {
    deliveredBy: 'create',
    waitsFor: () => [],
    seriesClass: plan.seriesClass,
    explanation: plan.explanation,
    notes: [...plan.notes, ...delivery.notes],
  });
}

function planGuest(guest: ReadableCopy, lead: Lead | null, planning: Planning): Outcome {
  const { organizer } = guest;
  if (organizer === null || organizer.email === '') {
    return organizer === null ? planAppointment(guest, planning) : planOrphanedGuest(guest, organizer, planning);
  }
  if (lead === null) return planLoneGuest(guest, mailbox(organizer), planning, missingCopyNote(organizer));
  const keys = lead.parts.length === 0 ? [] : [keyOf(lead.setting, lead.parts[0]?.part ?? 'master')];
  const views = isInvited(lead.reader.ical, guest.owner, planning) ? guestParts(lead.reader, lead.plan.parts, guest, planning) : null;
  if (views === null) return planLoneGuest(guest, mailbox(organizer), planning, [note(PEOPLE_NOTES, 'copy-differs', 'VEVENT')], keys);
  const { mode } = lead.delivery;
  const identity = mode === 'live' ? asGuest(mailboxOf(lead.reader)) : silentIdentity(mailboxOf(lead.reader), planning);
  const setting: CopySetting = {
    ...{ reader: guest, planning, mode },
    ...{ kind: identity.kind, organizer: identity.organizer },
    access: stricter(guest.access, lead.reader.access),
  };
  const parts = withoutDeclined(
    views.map(({ part }) => inOwnZone(part, setting)),
    setting,
  );
  if (parts.declined) return skip(guest.copy, guest.source, 'declined', parts.notes);
  const of = new Map(views.map((view) => [view.part.part, view.of]));
  return assembleCopy(parts.kept, setting, {
    deliveredBy: mode === 'live' ? 'exchange' : 'create',
    waitsFor: (part) => [keyOf(lead.setting, of.get(part.part) ?? 'master')],
    seriesClass: lead.plan.seriesClass,
    explanation: lead.plan.explanation,
    notes: [...identity.notes, ...parts.notes, ...parts.kept.flatMap(textNotes)],
  });
}

function missingCopyNote({ target, email }: Person): readonly Note[] {
  return target.state === 'mapped' ? [note(PEOPLE_NOTES, 'organizer-copy-missing', 'ORGANIZER', email)] : [];
}

function mailbox({ email, name }: Person): EwsMailbox {
  return { email, name };
}

/** The organizer under the address of the mailbox the organizer's copy goes to. */
function mailboxOf(reader: ReadableCopy): EwsMailbox {
  return { email: reader.owner.mailbox, name: reader.organizer?.name ?? reader.owner.mailbox };
}

const STRICTNESS: readonly SourceAccess[] = ['', 'PUBLIC', 'RESTRICTED', 'CONFIDENTIAL', 'PRIVATE'];

function stricter(one: SourceAccess, other: SourceAccess): SourceAccess {
  return STRICTNESS.indexOf(one) >= STRICTNESS.indexOf(other) ? one : other;
}

/** An all-day event lies on the midnights of its owner's own zone; where Exchange delivers the copy, on the organizer's. */
function inOwnZone(part: CopyPart, { reader, mode }: CopySetting): CopyPart {
  if (mode === 'live') return part;
  const { windowsId } = reader.zones.resolve(null);
  const inZone = (span: EventSpan): EventSpan =>
    span.isAllDay ? { ...span, start: { ...span.start, windowsId }, end: { ...span.end, windowsId } } : span;
  return {
    ...part,
    span: inZone(part.span),
    exceptions: part.exceptions.map((exception) => ({ ...exception, span: inZone(exception.span) })),
  };
}
