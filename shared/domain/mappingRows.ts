import type { PrincipalKind } from './principal.ts';

/** The operator's decision, or the suggestion waiting for it. */
export type MappingDecision = 'mapped' | 'external' | 'left-out' | 'unmapped';

/** sure: nobody needs to look. guess: must be confirmed. confirmed: the operator said so. */
export type MappingConfidence = 'confirmed' | 'sure' | 'guess' | 'none';

/** One row of mapping.csv: a principal or an address found in the data, and what becomes of it. */
export interface MappingRow {
  /** `addressKey` of the address: `uid:GUID`, `mailto:…`, `short:…`. */
  readonly source: string;
  readonly kind: PrincipalKind;
  readonly name: string;
  readonly shortName: string;
  /** Key of the row this address is another name of, and whose decision it takes over; '' when it stands for itself. */
  readonly follows: string;
  readonly decision: MappingDecision;
  /** SMTP address when mapped or external, else ''. */
  readonly email: string;
  /** The name Exchange is given. */
  readonly targetName: string;
  /** Which rule decided: a key of `MAPPING_RULES` (shared/directory/mappingRules.ts). */
  readonly rule: string;
  readonly confidence: MappingConfidence;
  readonly candidates: readonly string[];
  /** How many events depend on it; whether it owns a home or organizes. */
  readonly events: number;
  readonly ownsHome: boolean;
  readonly organizes: boolean;
  /** For groups: normalised member UIDs. */
  readonly memberUids: readonly string[];
}

/** Where one source calendar goes. */
export interface CalendarRouteRow {
  readonly ownerUid: string;
  /** Resource name of the calendar. */
  readonly calendar: string;
  readonly name: string;
  readonly route: 'default' | 'category' | 'folder' | 'left-out';
  /** Category or folder name; '' for default. */
  readonly target: string;
  readonly isTransparent: boolean;
  /** What the operator chose stays when the policy changes. */
  readonly chosenBy: 'policy' | 'operator';
}

export interface MappingVersion {
  readonly id: number;
  readonly savedAt: string;
  /** sha256 over what the rows and routes decide, in an order of its own: equal fingerprints convert alike. */
  readonly fingerprint: string;
  readonly rows: readonly MappingRow[];
  readonly calendars: readonly CalendarRouteRow[];
}
