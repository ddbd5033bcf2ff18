/** What a target was found to do, as far as a plan depends on it. Sealed with the plan. */
export interface TargetCapabilities {
  /**
   * How a guest's copy that no invitation made learns whose meeting it is: from MAPI properties, from an event in MIME; `none`: it can only
   * be an appointment.
   */
  readonly guestCopies: 'properties' | 'mime' | 'none';
  /** How the guests' answers get into the organizer's tracking without mail: with the list of attendees, from MIME, not at all. */
  readonly answers: 'elements' | 'mime' | 'none';
  /** Whether an invitation to a series brings its changed and deleted occurrences along; null = nobody has asked. */
  readonly exceptionsTravel: boolean | null;
}

/** Of a target nobody has probed: reports say that properties make a guest's copy, and that written answers are forgotten. */
export const ASSUMED_CAPABILITIES: TargetCapabilities = { guestCopies: 'properties', answers: 'none', exceptionsTravel: null };
