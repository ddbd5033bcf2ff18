/**
 * What Microsoft's pages leave open and nobody has proven on every server: each assumption of this stand-in is a setting, so that a
 * program can be tried against the other possibility, too.
 */
export interface BehaviourSettings {
  /**
   * What becomes of MimeContent on a new calendar item ([MS-OXCICAL] 2.1.3, product behaviour differs by version): all of it is kept;
   * only its times and texts; all but the organizer (the entry's owner becomes it); nothing; or the item is refused.
   */
  readonly mimeContent: 'kept' | 'parsed' | 'organizer-lost' | 'ignored' | 'refused';
  /**
   * Properties a client writes and the server forgets without a word: FieldURIs (`item:Categories`), `Appointment:0x8217`, `Meeting:0x23`,
   * `tag:0x65`, or the name of a named property.
   */
  readonly ignores: readonly string[];
  /** What a client says of an attendee's ResponseType. */
  readonly writtenResponses: 'ignored' | 'kept';
  /** The tracking of those who stay when a client writes the list of attendees again. */
  readonly attendeeUpdates: 'keep-answers' | 'reset-answers';
  readonly attendeeAppend: 'allowed' | 'refused';
  /** In which order one update may change times and time zones. */
  readonly updateOrder: 'any' | 'times-first' | 'zones-first';
  /** Whether an occurrence shows its series' named properties. */
  readonly occurrencesShowNamed: boolean;
  /** Whether an entry a client made somebody's copy follows its organizer's later changes, or finds them out of date. */
  readonly clientCopies: 'follow' | 'out-of-date';
  /** Several answers in one request: all are given, or only the first. */
  readonly answersInBatch: 'all' | 'first';
}

export const USUAL_BEHAVIOUR: BehaviourSettings = {
  ...{ mimeContent: 'kept', ignores: [], writtenResponses: 'ignored', attendeeUpdates: 'keep-answers', attendeeAppend: 'allowed' },
  ...{ updateOrder: 'any', occurrencesShowNamed: true, clientCopies: 'follow', answersInBatch: 'all' },
};
