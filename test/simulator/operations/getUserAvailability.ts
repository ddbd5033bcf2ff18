import { MINUTE } from '../calendar/civil.ts';
import { readRequestedZone, requestedUtc } from '../calendar/requestedZone.ts';
import type { RequestedZone } from '../calendar/requestedZone.ts';
import type { RequestContext } from '../context.ts';
import { isMeeting } from '../properties/View.ts';
import type { View } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { child, childText, requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { t } from '../xml/xmlText.ts';
import { errorElements } from './answer.ts';
import { viewsBetween } from './calendarView.ts';
import type { Operation } from './Operation.ts';

const DIGITS: Readonly<Record<string, string>> = { Free: '0', Tentative: '1', Busy: '2', OOF: '3', WorkingElsewhere: '4' };

/** Free and busy times from default calendars; details for everybody, as an account with rights to read them would see. */
export const getUserAvailability: Operation = {
  name: 'GetUserAvailabilityRequest',
  run: (request, context) => {
    const timeZone = child(request, 'TimeZone');
    const zone = timeZone === undefined ? requestedUtc : readRequestedZone(timeZone);
    const responses = requiredChild(request, 'MailboxDataArray').children.map((mailbox) => availability(mailbox, request, zone, context));
    const inner = responses.map((response) => `<m:FreeBusyResponse>${response}</m:FreeBusyResponse>`).join('');
    return `<m:GetUserAvailabilityResponse><m:FreeBusyResponseArray>${inner}</m:FreeBusyResponseArray></m:GetUserAvailabilityResponse>`;
  },
};

function availability(mailboxData: XmlElement, request: XmlElement, zone: RequestedZone, context: RequestContext): string {
  try {
    context.itemFaults.begin();
    const views = calendarOf(mailboxData, request, zone, context);
    const options = child(request, 'FreeBusyViewOptions');
    const interval = Number(childText(options, 'MergedFreeBusyIntervalInMinutes') ?? 30) * MINUTE;
    const merged = mergedView(views.found, views.from, views.to, interval);
    const events = views.found.map((view) => eventElement(view, zone)).join('');
    const view = `${t('FreeBusyViewType', 'DetailedMerged')}${t('MergedFreeBusy', merged)}<t:CalendarEventArray>${events}</t:CalendarEventArray>`;
    const message = '<m:ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode></m:ResponseMessage>';
    return `${message}<m:FreeBusyView>${view}</m:FreeBusyView>`;
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error;
    return `<m:ResponseMessage ResponseClass="Error">${errorElements(error)}</m:ResponseMessage>`;
  }
}

interface Found {
  readonly found: readonly View[];
  readonly from: number;
  readonly to: number;
}

function calendarOf(mailboxData: XmlElement, request: XmlElement, zone: RequestedZone, context: RequestContext): Found {
  const { directory, store } = context.services;
  const address = childText(child(mailboxData, 'Email'), 'Address') ?? '';
  const mailbox = store.mailboxes.find(directory.mailbox(address)?.address ?? address);
  const calendar = mailbox === undefined ? undefined : store.folders.distinguished(mailbox.id, 'calendar');
  if (calendar === undefined) throw new ResponseError('ErrorMailRecipientNotFound');
  const window = child(child(request, 'FreeBusyViewOptions'), 'TimeWindow');
  if (window === undefined) throw new ResponseError('ErrorInvalidFreeBusyViewType');
  const instant = (name: string): number => {
    const text = requiredChild(window, name).text.trim();
    return /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : zone.toInstant(Date.parse(`${text}Z`));
  };
  const [from, to] = [instant('StartTime'), instant('EndTime')];
  if (to <= from) throw new ResponseError('ErrorInvalidTimeInterval');
  if (to - from > 62 * 24 * 60 * MINUTE) throw new ResponseError('ErrorTimeIntervalTooBig');
  const found = viewsBetween(calendar, from, to, context).filter((view) => view.content.end > from);
  return { found, from, to };
}

/** The strongest claim on each interval. */
function mergedView(views: readonly View[], from: number, to: number, interval: number): string {
  const ranks = ['Free', 'WorkingElsewhere', 'Tentative', 'Busy', 'OOF'];
  let text = '';
  for (let at = from; at < to; at += interval) {
    const claims = views.filter((view) => view.content.start < at + interval && view.content.end > at);
    const strongest = Math.max(0, ...claims.map((view) => ranks.indexOf(view.content.freeBusy)));
    text += DIGITS[ranks[strongest] ?? 'Free'] ?? '0';
  }
  return text;
}

function eventElement(view: View, zone: RequestedZone): string {
  const wall = (instant: number): string => new Date(zone.toWall(instant)).toISOString().slice(0, 19);
  const { content } = view;
  const details = [
    t('Subject', content.subject) + t('Location', content.location),
    t('IsMeeting', isMeeting(view)) + t('IsRecurring', view.occurrence !== null) + t('IsException', view.kind === 'Exception'),
    t('IsReminderSet', content.reminderIsSet) + t('IsPrivate', content.sensitivity === 'Private'),
  ].join('');
  const times = t('StartTime', wall(content.start)) + t('EndTime', wall(content.end));
  return `<t:CalendarEvent>${times}${t('BusyType', content.freeBusy)}<t:CalendarEventDetails>${details}</t:CalendarEventDetails></t:CalendarEvent>`;
}
