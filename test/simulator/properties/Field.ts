import type { RequestContext } from '../context.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import type { ItemDraft } from './ItemDraft.ts';
import type { View } from './View.ts';

export type Comparable = string | number | boolean | null;

/** What a client asked to see of items. */
export interface ReadOptions {
  readonly bodyType: 'Best' | 'HTML' | 'Text';
  readonly includesMime: boolean;
  /** FieldURI IndexedFieldURI and the like have no part in it: only what FindItem may show. */
  readonly isFind: boolean;
  readonly context: RequestContext;
}

/** One property of items: how it is written, and, where a client may set it, how it is read. */
export interface Field {
  readonly uri: string;
  readonly element: string;
  /** The smallest base shape that shows it; `asked` = only when asked for. */
  readonly shape: 'id' | 'default' | 'all' | 'asked';
  /** FindItem never shows bodies, people and series data (EWS: use GetItem). */
  readonly isInFind: boolean;
  /** The whole element, or nothing where the property has no value. */
  readonly write: (view: View, options: ReadOptions) => string;
  /** Absent: read-only. */
  readonly read?: (element: XmlElement, draft: ItemDraft, context: RequestContext) => void;
  /** Absent: cannot be deleted. */
  readonly clear?: (draft: ItemDraft) => void;
  /** Absent: cannot be appended to. */
  readonly append?: (element: XmlElement, draft: ItemDraft, context: RequestContext) => void;
  /** Absent: cannot be searched or sorted by. */
  readonly compare?: (view: View) => Comparable;
}

/** Gives the rows of a table their type. */
export function defineFields(fields: readonly Field[]): readonly Field[] {
  return fields;
}
