import type { NewAttachment } from './attachments.ts';
import type { RecurrenceDraft } from './readRecurrence.ts';
import type { Content, ExtendedValues } from '../model/Item.ts';

/** Changes collected from one CalendarItem element or one list of updates, before anything is decided. */
export interface ItemDraft {
  /** What the item shows before the change; appending needs it. */
  readonly before: Content | null;
  readonly content: { -readonly [Key in keyof Content]?: Content[Key] };
  readonly extended: Record<string, string | readonly string[]>;
  readonly removedExtended: Set<string>;
  /** Undefined: untouched; null: the series becomes a single item. */
  recurrence: RecurrenceDraft | null | undefined;
  uid: string | undefined;
  itemClass: string | undefined;
  mimeContent: string | undefined;
  isRead: boolean | undefined;
  readonly attachments: NewAttachment[];
}

export function newDraft(before: Content | null): ItemDraft {
  return {
    ...{ before, content: {}, extended: {}, removedExtended: new Set() },
    ...{ recurrence: undefined, uid: undefined, itemClass: undefined, mimeContent: undefined, isRead: undefined },
    attachments: [],
  };
}

export function applyExtended(values: ExtendedValues, draft: ItemDraft): ExtendedValues {
  const kept = Object.entries(values).filter(([key]) => !draft.removedExtended.has(key));
  return { ...Object.fromEntries(kept), ...draft.extended };
}
