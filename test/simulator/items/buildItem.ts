import { checkSeries, checkTimes } from '../calendar/checkTimes.ts';
import { DAY, dayOf } from '../calendar/civil.ts';
import { globalObjectIdOf, newGlobalObjectId } from '../calendar/globalObjectId.ts';
import { firstDay, zoneOf } from '../calendar/series.ts';
import { snapAllDay } from '../calendar/snapAllDay.ts';
import type { RequestContext } from '../context.ts';
import { importEvent } from '../mime/importEvent.ts';
import type { Content, Item, Meeting, Recurrence } from '../model/Item.ts';
import { isCalendarItem } from '../model/Item.ts';
import type { ItemDraft } from '../properties/ItemDraft.ts';
import { applyExtended } from '../properties/ItemDraft.ts';
import { resolveRecurrence } from '../properties/readRecurrence.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import type { Folder } from '../store/FolderStore.ts';
import type { NewItem } from '../store/ItemStore.ts';
import { applyMeetingProperties } from './meetingProperties.ts';

const HALF_HOUR = 30 * 60_000;

/** A new calendar item as Exchange completes it: times, zones, reminder, organizer, identifier. */
export function buildCalendarItem(draft: ItemDraft, folder: Folder, context: RequestContext): NewItem {
  const now = context.services.now();
  const itemClass = draft.itemClass ?? 'IPM.Appointment';
  if (!isCalendarItem({ itemClass })) throw new ResponseError('ErrorObjectTypeChanged');
  const imported = importEvent(draft, context.services.store.mailboxes.get(folder.mailbox)?.address ?? '', context);
  const given = { ...imported.content, ...draft.content };
  const uid = draft.uid ?? imported.uid;
  const base: NewItem = {
    ...{ mailbox: folder.mailbox, folder: folder.id, itemClass, createdAt: now, modifiedAt: now },
    globalObjectId: uid === '' ? newGlobalObjectId(now) : globalObjectIdOf(uid),
    content: { ...defaultContent(given, now, context), ...given },
    extended: draft.extended,
    ...{ recurrence: null, exceptions: [], deleted: [], attachments: [], mail: null },
    meeting: imported.meeting(ownMeeting(folder.mailbox, now, context)),
  };
  const item = applyMeetingProperties(base, context.services.settings.keepsMeetingProperties);
  return settle(item, draft, context);
}

function defaultContent(given: Partial<Content>, now: number, context: RequestContext): Content {
  const start = given.start ?? Math.ceil(now / HALF_HOUR) * HALF_HOUR;
  const zone = context.zone?.id ?? 'UTC';
  return {
    ...{ subject: '', body: { kind: 'Text', text: '' }, sensitivity: 'Normal', importance: 'Normal', categories: [] },
    // Exchange reminds by default; a client that wants none must say so.
    ...{ reminderIsSet: true, reminderMinutes: 15 },
    ...{ start, end: start + HALF_HOUR, isAllDay: false, freeBusy: 'Busy', location: '' },
    ...{ isResponseRequested: true, allowNewTimeProposal: true, required: [], optional: [], resources: [] },
    ...{ startTimeZone: zone, endTimeZone: given.startTimeZone ?? zone },
    ...{ meetingWorkspaceUrl: '', netShowUrl: '', culture: 'en-US' },
  };
}

/** Whoever owns the folder is the organizer; no client can say otherwise. */
export function ownMeeting(mailboxId: number, now: number, context: RequestContext): Meeting {
  const { store, directory } = context.services;
  const address = store.mailboxes.get(mailboxId)?.address ?? '';
  const name = directory.mailbox(address)?.name ?? address;
  return {
    ...{ isOrganizer: true, organizer: { name, address, routing: 'EX' }, myResponse: 'Organizer' },
    ...{ repliedAt: null, wasSent: false, isCancelled: false, sequence: 0, ownerCriticalChange: now },
  };
}

/** A single item or master after an update. */
export function changeItem(item: Item, draft: ItemDraft, context: RequestContext): Item {
  if (draft.itemClass !== undefined && isCalendarItem({ itemClass: draft.itemClass }) !== isCalendarItem(item))
    throw new ResponseError('ErrorObjectTypeChanged');
  const changed: Item = {
    ...item,
    itemClass: draft.itemClass ?? item.itemClass,
    modifiedAt: context.services.now(),
    globalObjectId: draft.uid === undefined ? item.globalObjectId : globalObjectIdOf(draft.uid),
    content: { ...item.content, ...draft.content },
    extended: applyExtended(item.extended, draft),
    mail: item.mail === null ? null : { ...item.mail, isRead: draft.isRead ?? item.mail.isRead },
  };
  if (!isCalendarItem(item)) return changed;
  return settle(applyMeetingProperties(changed, context.services.settings.keepsMeetingProperties), draft, context);
}

type Settled = Pick<Item, 'content' | 'recurrence' | 'exceptions' | 'deleted'>;

/** Makes times, all-day midnights and recurrence agree, and refuses what cannot be. */
function settle<Given extends Settled>(item: Given, draft: ItemDraft, context: RequestContext): Given {
  const zone = zoneOf(item.content);
  checkTimes(item.content);
  const times = item.content.isAllDay ? snapAllDay(item.content, zone) : item.content;
  const content: Content = { ...item.content, start: times.start, end: times.end };
  if (draft.recurrence === undefined && item.recurrence === null) return { ...item, content };
  if (draft.recurrence === null) return { ...item, content, recurrence: null, exceptions: [], deleted: [] };
  const recurrence = draft.recurrence === undefined ? item.recurrence : resolveRecurrence(draft.recurrence, zone, context.zone);
  if (recurrence === null) return { ...item, content };
  const aligned = alignToSeries(content, recurrence);
  checkSeries({ content: aligned, recurrence });
  const keepsExceptions = draft.recurrence === undefined && !changesTimes(draft);
  const kept = keepsExceptions ? { exceptions: item.exceptions, deleted: item.deleted } : { exceptions: [], deleted: [] };
  return { ...item, content: aligned, recurrence, ...kept };
}

/** A new pattern or other times of day end all exceptions, as they do in Outlook. */
function changesTimes(draft: ItemDraft): boolean {
  const { before, content } = draft;
  if (before === null) return true;
  const keys = ['start', 'end', 'isAllDay', 'startTimeZone'] as const;
  return keys.some((key) => content[key] !== undefined && content[key] !== before[key]);
}

/** The master's own times are those of the first day of the pattern, whatever date the client wrote into Start. */
function alignToSeries(content: Content, recurrence: Recurrence): Content {
  const day = firstDay(recurrence);
  if (day === undefined) throw new ResponseError('ErrorRecurrenceHasNoOccurrence');
  const zone = zoneOf(content);
  const startWall = zone.toWall(content.start);
  const shift = (day - dayOf(startWall)) * DAY;
  return { ...content, start: zone.toInstant(startWall + shift), end: zone.toInstant(zone.toWall(content.end) + shift) };
}
