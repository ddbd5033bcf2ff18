import type { PlannedItem } from '../../domain/plan.ts';
import type { EwsCalendarItem, EwsOccurrenceContent } from '../../ews/item.ts';
import { derivedUid } from '../derivedUid.ts';
import { keyOf } from '../copies/copySetting.ts';
import { isoTime } from '../isoTime.ts';
import type { EventSpan } from '../model.ts';
import { shortLine } from '../properties/shortLine.ts';
import type { TravelLeg } from './travelLeg.ts';
import type { TravelWork } from './travelWork.ts';

/** What a block takes over from the event it belongs to. */
export type EventContent = Pick<EwsOccurrenceContent, 'subject' | 'sensitivity' | 'categories'>;

/** The block's own content: the event's name and discretion, nobody else, no reminder. */
export function blockContent(work: TravelWork, span: EventSpan, leg: TravelLeg, event: EventContent): EwsOccurrenceContent {
  const { title, showAs } = work.setting.planning.context.travelTime;
  return {
    subject: shortLine(
      'SUMMARY',
      title.replaceAll('{subject}', () => event.subject),
      ' ',
    ).value,
    start: isoTime(span.start, false),
    end: isoTime(span.end, false),
    isAllDayEvent: false,
    startTimeZone: span.start.windowsId,
    endTimeZone: span.end.windowsId,
    legacyFreeBusyStatus: showAs,
    sensitivity: event.sensitivity,
    importance: 'Normal',
    categories: event.categories,
    location: shortLine('LOCATION', leg.place, ', ').value,
    reminderMinutesBeforeStart: null,
    body: { type: 'Text', text: '' },
    myResponse: 'Organizer',
    requiredAttendees: [],
    optionalAttendees: [],
    resources: [],
  };
}

/** A planned block: always in the owner's default Calendar, where free/busy counts, and after the event it belongs to. */
export function travelItem(
  work: TravelWork,
  part: string,
  content: EwsOccurrenceContent,
  series: Pick<EwsCalendarItem, 'recurrence' | 'modifiedOccurrences' | 'deletedOccurrences'>,
): PlannedItem {
  const { event, setting, direction } = work;
  const name = `travel-${direction}:${part}`;
  const { source, owner } = setting.reader;
  return {
    key: keyOf(setting, name),
    part: name,
    parentKey: event.planned.key,
    kind: 'travel',
    mode: 'silent',
    deliveredBy: 'create',
    mailbox: owner.mailbox,
    folder: 'Calendar',
    waitsFor: [event.planned.key],
    source,
    item: {
      // Each person travels on their own: the owner keeps two people's blocks of one meeting apart.
      uid: derivedUid(source.uid, name, source.owner),
      ...content,
      isOrganizer: true,
      organizer: null,
      ...series,
    },
    notes: [],
  };
}

/** A block that does not repeat. */
export function singleBlock(work: TravelWork, part: string, span: EventSpan, leg: TravelLeg, event: EventContent): PlannedItem {
  const single = { recurrence: null, modifiedOccurrences: [], deletedOccurrences: [] };
  return travelItem(work, part, blockContent(work, span, leg, event), single);
}
