import type { CalendarUserAddress } from './address.ts';
import type { PrincipalKind } from './principal.ts';

/** What becomes of one principal or address of the source. */
export type MappingTarget =
  /** One SMTP address inside the target. */
  | { readonly state: 'mapped'; readonly email: string; readonly name: string; readonly kind: PrincipalKind }
  /** Someone outside: the address stays as it is. */
  | { readonly state: 'external'; readonly email: string; readonly name: string }
  /** Not migrated; named in the body where it was a guest. */
  | { readonly state: 'left-out'; readonly name: string; readonly kind: PrincipalKind }
  /** Nobody has decided yet. */
  | { readonly state: 'unmapped'; readonly name: string; readonly kind: PrincipalKind };

/** A group line: expanded to its members, or one mail-enabled group; never both. */
export interface MappedGroup {
  readonly memberUids: readonly string[];
}

/** The mapping as the converter asks it. Pure look-ups in a sealed version. */
export interface MappingView {
  /** `cn` and `email` are the hints of the line itself (CN=, EMAIL=), used where the address alone decides nothing. */
  resolve(address: CalendarUserAddress, hints?: { readonly cn?: string; readonly email?: string }): MappingTarget;
  /** Members when the address is a group, else null. */
  group(address: CalendarUserAddress): MappedGroup | null;
}

/** Where the events of one source calendar go (design «Where things land»). */
export interface CalendarRoute {
  /** `default` = the mailbox's Calendar; else a folder of that name below it. */
  readonly folder: { readonly kind: 'default' } | { readonly kind: 'folder'; readonly name: string };
  /** Category given to each event, null = none. */
  readonly category: string | null;
  readonly isTransparent: boolean;
}
