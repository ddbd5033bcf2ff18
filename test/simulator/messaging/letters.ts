import { occurrenceView, viewOf } from '../properties/View.ts';
import type { View } from '../properties/View.ts';
import type { Services } from '../context.ts';
import { occurrenceOn, seriesOf } from '../calendar/series.ts';
import type { Item, Recipient, ResponseType } from '../model/Item.ts';
import { attendeesOf } from '../model/Item.ts';
import type { Letter } from './deliver.ts';

export type LetterKind = 'Request' | 'Canceled' | 'Resp.Pos' | 'Resp.Tent' | 'Resp.Neg';

/** The meeting message about an item, or about one occurrence of it. */
export function letterAbout(view: View, kind: LetterKind, from: Recipient, response: ResponseType | null, services: Services): Letter {
  const now = services.now();
  const { item, content, occurrence } = view;
  const travels = services.settings.messaging.namedPropertiesTravel;
  return {
    ...{ itemClass: `IPM.Schedule.Meeting.${kind}`, createdAt: now, modifiedAt: now, globalObjectId: item.globalObjectId },
    content: { ...content, subject: `${prefixOf(kind)}${content.subject}`, reminderIsSet: false, categories: [] },
    extended: travels ? view.extended : {},
    ...{ recurrence: occurrence === null ? item.recurrence : null, exceptions: occurrence === null ? item.exceptions : [] },
    deleted: occurrence === null ? item.deleted : [],
    meeting: { ...view.meeting, isOrganizer: false, myResponse: response ?? 'NoResponseReceived', isCancelled: kind === 'Canceled' },
    attachments: item.attachments,
    mail: {
      ...{ from, to: attendeesOf(content), sentAt: now, receivedAt: now, isRead: false, response },
      occurrenceDay: occurrence?.day ?? view.meeting.orphanDay ?? null,
    },
  };
}

function prefixOf(kind: LetterKind): string {
  const prefixes: Readonly<Record<LetterKind, string>> = {
    ...{ Request: '', Canceled: 'Canceled: ', 'Resp.Pos': 'Accepted: ', 'Resp.Tent': 'Tentative: ', 'Resp.Neg': 'Declined: ' },
  };
  return prefixes[kind];
}

/** The same item or occurrence, after the item was saved anew. */
export function viewAgain(view: View | null, item: Item, services: Services): View {
  const day = view?.occurrence?.day;
  if (day === undefined || item.recurrence === null) return viewOf(services, item);
  return occurrenceView(services, item, occurrenceOn(seriesOf(item, item.recurrence), day));
}
