import type { Note } from '../../domain/note.ts';
import type { PlannedItem } from '../../domain/plan.ts';
import { accountFor } from '../account.ts';
import type { SeriesClass } from '../model.ts';
import { hasGuests } from '../people/people.ts';
import { travelItems } from '../travel/travelItems.ts';
import { assembleItem } from './assembleItem.ts';
import type { AssembledItem } from './assembleItem.ts';
import { hasInstance } from './copyPart.ts';
import type { CopyPart } from './copyPart.ts';
import { keyOf } from './copySetting.ts';
import type { CopySetting } from './copySetting.ts';
import { distinctNotes, outcome, skip } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** What a copy's items have to do with another copy. */
export interface CopyLinks {
  readonly deliveredBy: PlannedItem['deliveredBy'];
  /** Keys in other copies a part waits for. */
  readonly waitsFor: (part: CopyPart) => readonly string[];
  readonly seriesClass: SeriesClass;
  readonly explanation: readonly string[];
  readonly notes: readonly Note[];
}

/** All items of one copy: its parts in their order, each followed by its travel; or the reason why there are none. */
export function assembleCopy(parts: readonly CopyPart[], setting: CopySetting, links: CopyLinks): Outcome {
  const { reader } = setting;
  const { copy, source } = reader;
  const notes = [...copy.notes, ...links.notes];
  if (parts.length === 0) return skip(copy, source, 'nothing-left', links.notes);
  if (!parts.some((part) => isInScope(part, setting))) return skip(copy, source, 'out-of-range');
  const lead = parts.find((part) => part.part === 'master');
  const leadKey = lead === undefined ? null : keyOf(setting, lead.part);
  const assembled = parts.map((part): AssembledItem => {
    const parentKey = part === lead ? null : leadKey;
    const waitsFor = distinct(parentKey === null ? links.waitsFor(part) : [parentKey, ...links.waitsFor(part)]);
    return assembleItem(part, partSetting(part, setting), { parentKey, waitsFor, deliveredBy: links.deliveredBy });
  });
  const items = assembled.flatMap((item) => {
    const travel = travelItems(item, setting);
    if (travel.notes.length === 0 && travel.items.length === 0) return [item.planned];
    return [{ ...item.planned, notes: distinctNotes([...item.planned.notes, ...travel.notes]) }, ...travel.items];
  });
  const account = accountFor(reader.ical);
  const { objectId } = copy.object;
  return outcome({
    items: withLeadNotes(items, [...notes, ...account]),
    classes: [[objectId, links.seriesClass]],
    explanations: [[objectId, links.explanation]],
  });
}

function distinct(keys: readonly string[]): readonly string[] {
  return keys.length < 2 ? keys : [...new Set(keys)].sort();
}

/** A part of a meeting to which nobody is invited is an appointment. */
function partSetting(part: CopyPart, setting: CopySetting): CopySetting {
  if (setting.kind !== 'meeting') return setting;
  const events = [part.shared, ...part.exceptions.map((exception) => exception.shared)];
  if (events.some((event) => hasGuests(setting.planning.peopleOf(event)))) return setting;
  return { ...setting, kind: 'appointment', mode: 'silent', organizer: null };
}

/** Notes about the object as a whole stand with its first item. */
function withLeadNotes([first, ...others]: readonly PlannedItem[], notes: readonly Note[]): readonly PlannedItem[] {
  if (first === undefined || notes.length === 0) return first === undefined ? [] : [first, ...others];
  return [{ ...first, notes: distinctNotes([...notes, ...first.notes]) }, ...others];
}

/** `from` and `to` keep or leave a whole object: any instance inside is enough. */
function isInScope(part: CopyPart, { planning }: CopySetting): boolean {
  const { from, to } = planning.context;
  if (from === null && to === null) return true;
  return hasInstance(part, from === null ? null : Date.parse(from), to === null ? null : Date.parse(to));
}
