import { contentHash, type WholeItem } from './content.ts';
import { unlikeWanted, type Wanted } from './wanted.ts';

/** What is known of an item from the time it was written. */
export interface Known {
  readonly changeKey: string | null;
  readonly content: string | null;
}

/** Whether somebody changed what we wrote. `fields`: in what, as far as the plan can tell. */
export type Touch =
  | { readonly is: 'untouched' }
  | { readonly is: 'touched'; readonly fields: readonly string[] }
  /** It is not as it was left, and nothing says how that was. */
  | { readonly is: 'unknown' };

/** The fast way: nobody has saved it since we did. */
export function isUnsaved({ changeKey }: Known, found: string): boolean {
  return changeKey !== null && changeKey !== '' && changeKey === found;
}

/** The slow way, for an item that was saved since: its content decides (design «Undo»). */
export function touchOf({ content }: Known, found: WholeItem, wanted: Wanted | null): Touch {
  const fields = wanted === null ? [] : unlikeWanted(wanted, found);
  if (content !== null) return content === contentHash(found) ? { is: 'untouched' } : { is: 'touched', fields };
  if (wanted === null) return { is: 'unknown' };
  return fields.length === 0 ? { is: 'untouched' } : { is: 'touched', fields };
}
