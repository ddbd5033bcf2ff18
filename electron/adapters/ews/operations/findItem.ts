import type { Answer, MarkedItem, TargetInstance } from '../../../ports/ExchangeTarget.ts';
import { busyStatus, itemType, responseType } from '../items/enumerations.ts';
import { HASH_URI, KEY_URI, RUN_URI, ownProperty, readMarker } from '../items/marker.ts';
import { fromEwsTime } from '../items/times.ts';
import type { Soap } from '../Soap.ts';
import { child, childText, type XmlNode } from '../xml/readXml.ts';
import { escapeXml } from '../xml/writeXml.ts';
import { askOne } from './askOne.ts';
import { foundItems, pageView } from './findAll.ts';

/** What EWSFindCountLimit allows. */
const MOST_INSTANCES = 1000;

function folder(folderId: string): string {
  return `<m:ParentFolderIds><t:FolderId Id="${escapeXml(folderId)}"/></m:ParentFolderIds>`;
}

function shape(uris: readonly string[], extended: string): string {
  const fields = uris.map((uri) => `<t:FieldURI FieldURI="${uri}"/>`).join('');
  return `<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${fields}${extended}</t:AdditionalProperties></m:ItemShape>`;
}

function itemId(node: XmlNode): { readonly id: string; readonly changeKey: string } {
  const { Id: id = '', ChangeKey: changeKey = '' } = child(node, 'ItemId')?.attributes ?? {};
  return { id, changeKey };
}

const MARKED_SHAPE = shape(['calendar:CalendarItemType'], KEY_URI + RUN_URI + HASH_URI);

/** FindItem: the items of a folder that carry our key, page by page (IndexedPageItemView, an Exists restriction; never AQS). */
export function findMarked(
  soap: Soap,
  mailbox: string,
  folderId: string,
  offset: number,
  signal?: AbortSignal,
): Promise<Answer<{ readonly items: readonly MarkedItem[]; readonly nextOffset: number | null }>> {
  const body =
    `<m:FindItem Traversal="Shallow">${MARKED_SHAPE}${pageView(offset)}` +
    `<m:Restriction><t:Exists>${KEY_URI}</t:Exists></m:Restriction>${folder(folderId)}</m:FindItem>`;
  const request = { operation: 'FindItem', body, mailbox, ...(signal === undefined ? {} : { signal }) };
  return askOne(soap, request, (message) => {
    const found = foundItems(message, offset);
    if (found === null) return null;
    const items = found.nodes.flatMap((node) => {
      const marker = readMarker(node);
      return marker === null ? [] : [{ ...itemId(node), marker, folderId, type: itemType(childText(node, 'CalendarItemType')) }];
    });
    return { items, nextOffset: found.nextOffset };
  });
}

const VIEW_SHAPE = shape(
  [
    'item:Subject',
    'calendar:UID',
    'calendar:Start',
    'calendar:End',
    'calendar:IsAllDayEvent',
    'calendar:LegacyFreeBusyStatus',
    'calendar:CalendarItemType',
    'calendar:MyResponseType',
    'calendar:StartTimeZone',
  ],
  KEY_URI,
);

function instance(node: XmlNode): TargetInstance {
  const isAllDayEvent = childText(node, 'IsAllDayEvent') === 'true';
  const zone = child(node, 'StartTimeZone')?.attributes['Id'] ?? 'UTC';
  return {
    id: itemId(node).id,
    uid: childText(node, 'UID') ?? '',
    subject: childText(node, 'Subject') ?? '',
    start: fromEwsTime(childText(node, 'Start') ?? '', isAllDayEvent, zone),
    end: fromEwsTime(childText(node, 'End') ?? '', isAllDayEvent, zone),
    isAllDayEvent,
    legacyFreeBusyStatus: busyStatus(childText(node, 'LegacyFreeBusyStatus')),
    type: itemType(childText(node, 'CalendarItemType')),
    myResponse: responseType(childText(node, 'MyResponseType')),
    key: ownProperty(node, 'GodwitItemKey') ?? null,
  };
}

/** CalendarView also shows what ends in the very moment the window begins; that overlaps nothing. */
function endsAt(node: XmlNode, from: string): boolean {
  const [start, end] = [Date.parse(childText(node, 'Start') ?? ''), Date.parse(childText(node, 'End') ?? '')];
  return end === Date.parse(from) && start < end;
}

/** FindItem with CalendarView: the server expands its own series. At most two years and 1,000 instances. */
export function calendarView(
  soap: Soap,
  mailbox: string,
  folderId: string,
  window: { readonly from: string; readonly to: string },
  signal?: AbortSignal,
): Promise<Answer<{ readonly instances: readonly TargetInstance[]; readonly truncated: boolean }>> {
  const body =
    `<m:FindItem Traversal="Shallow">${VIEW_SHAPE}` +
    `<m:CalendarView MaxEntriesReturned="${String(MOST_INSTANCES)}" StartDate="${escapeXml(window.from)}" EndDate="${escapeXml(window.to)}"/>${folder(folderId)}</m:FindItem>`;
  const request = { operation: 'FindItem', body, mailbox, ...(signal === undefined ? {} : { signal }) };
  return askOne(soap, request, (message) => {
    const root = child(message, 'RootFolder');
    if (root === undefined) return null;
    const nodes = child(root, 'Items')?.children ?? [];
    const truncated = root.attributes['IncludesLastItemInRange'] === 'false' || nodes.length >= MOST_INSTANCES;
    return { instances: nodes.filter((node) => !endsAt(node, window.from)).map(instance), truncated };
  });
}
