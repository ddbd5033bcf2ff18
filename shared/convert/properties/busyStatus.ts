import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PLAN_NOTES } from '../../domain/notes/plan.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import type { LegacyFreeBusyStatus } from '../../ews/item.ts';
import type { ICalEvent } from '../../ical/model.ts';
import { textValue } from '../../ical/properties.ts';
import type { ContentInput, Converted } from './rule.ts';

/** What Apple's and Microsoft's clients write themselves, strongest first ([MS-OXCICAL] 2.1.3.1.1.20.31 for the CDO pair). */
const EXPLICIT = ['X-APPLE-EWS-BUSYSTATUS', 'X-MICROSOFT-CDO-BUSYSTATUS', 'X-MICROSOFT-MSNCALENDAR-BUSYSTATUS'] as const;

const EXPLICIT_VALUES: Readonly<Record<string, LegacyFreeBusyStatus>> = {
  FREE: 'Free',
  TENTATIVE: 'Tentative',
  BUSY: 'Busy',
  OOF: 'OOF',
  OOO: 'OOF',
  WORKINGELSEWHERE: 'WorkingElsewhere',
};

const KNOWN_STATUS = new Set(['', 'CONFIRMED', 'TENTATIVE', 'CANCELLED']);

/**
 * LegacyFreeBusyStatus: a declined instance is free; a transparent calendar makes everything free; else what a client said
 * explicitly; else a guest's answer; else STATUS and TRANSP.
 */
export function convertBusyStatus(input: ContentInput): Converted<LegacyFreeBusyStatus> {
  const notes: Note[] = [];
  const own = ownStatus(input, notes);
  if (!input.frame.route.isTransparent || own === 'Free') return { value: own, notes };
  return { value: 'Free', notes: [...notes, note(PLAN_NOTES, 'calendar-was-transparent', 'TRANSP', own, 'Free')] };
}

function ownStatus(input: ContentInput, notes: Note[]): LegacyFreeBusyStatus {
  const { own, ownResponse } = input;
  if (ownResponse === 'Decline') return 'Free';
  const explicit = explicitStatus(own, notes);
  if (explicit !== null) return explicit;
  // Calendar Server stores TRANSP:TRANSPARENT with every unanswered invitation, so TRANSP says nothing there.
  if (ownResponse === 'Tentative' || ownResponse === 'NoResponseReceived') return 'Tentative';
  return byTransparency(input, notes);
}

function explicitStatus(own: ICalEvent, notes: Note[]): LegacyFreeBusyStatus | null {
  for (const name of EXPLICIT) {
    const text = textValue(own, name).toUpperCase();
    const value = EXPLICIT_VALUES[text];
    if (value !== undefined) return value;
    if (text !== '') notes.push(note(PROPERTY_NOTES, 'status-unknown', name, text));
  }
  return null;
}

/** No TRANSP on an all-day event: Calendar Server shows it as transparent (peruserdata.py), RFC 5545 would say opaque. */
function byTransparency({ own, shared, span }: ContentInput, notes: Note[]): LegacyFreeBusyStatus {
  const transp = textValue(own, 'TRANSP').toUpperCase();
  if (transp === 'TRANSPARENT' || (transp === '' && span.isAllDay)) return 'Free';
  if (transp !== '' && transp !== 'OPAQUE') notes.push(note(PROPERTY_NOTES, 'status-unknown', 'TRANSP', transp, 'OPAQUE'));
  const status = shared.status.toUpperCase();
  if (!KNOWN_STATUS.has(status)) notes.push(note(PROPERTY_NOTES, 'status-unknown', 'STATUS', status, 'CONFIRMED'));
  return status === 'TENTATIVE' ? 'Tentative' : 'Busy';
}
