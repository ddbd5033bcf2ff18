import type { MeetingRef } from '../../../ports/MeetingTarget.ts';
import { escapeXml } from '../xml/writeXml.ts';
import { occurrenceId } from './deleteItem.ts';

/** `<t:ItemId>` of a whole item, `<t:OccurrenceItemId>` of one occurrence. */
export function refXml(ref: MeetingRef): string {
  return 'itemId' in ref ? `<t:ItemId Id="${escapeXml(ref.itemId)}"/>` : occurrenceId(ref);
}

/** The item the gate's pass is for: an occurrence belongs to its master. */
export function itemOf(ref: MeetingRef): string {
  return 'itemId' in ref ? ref.itemId : ref.masterId;
}
