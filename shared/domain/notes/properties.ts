import type { NoteTable } from '../note.ts';

/** Notes about the properties of an event. */
export const PROPERTY_NOTES = {
  'text-cut': { severity: 'adjusted', sentence: 'Exchange keeps at most 255 characters here; the text was cut.' },
  'text-one-line': { severity: 'adjusted', sentence: 'Exchange keeps one line here; line breaks were replaced.' },
  'said-in-body': { severity: 'adjusted', sentence: 'Exchange has no field for this property; it stands as a line in the body.' },
  'html-body-unreadable': { severity: 'dropped', sentence: 'The HTML form of the description could not be read; its text form was used.' },
  'private-comment-in-body': {
    severity: 'adjusted',
    sentence: 'The owner’s private comment stands at the end of the body of the owner’s own copy.',
  },
  'attendee-comment-in-body': {
    severity: 'adjusted',
    sentence: 'Comments that guests sent to the organizer stand at the end of the organizer’s body.',
  },
  'private-comment-withheld': {
    severity: 'dropped',
    sentence: 'The organizer’s private comment was left out, because Exchange sends the organizer’s body to all guests.',
  },
  'attendee-comment-withheld': {
    severity: 'dropped',
    sentence: 'Comments that guests sent to the organizer were left out, because Exchange sends the organizer’s body to all guests.',
  },
  'responses-in-body': { severity: 'adjusted', sentence: 'The guests’ answers are listed in the body under “Responses at migration”.' },
  'location-from-place': { severity: 'adjusted', sentence: 'The event has no location text; title and address of its place were used.' },
  'location-from-room': { severity: 'adjusted', sentence: 'The event has no location text; the names of its rooms were used.' },
  'place-details-dropped': { severity: 'dropped', sentence: 'Coordinates and map details of the place have no field in Exchange.' },
  'confidential-as-private': {
    severity: 'adjusted',
    sentence: 'Outlook hides nothing of a confidential event from delegates, so it becomes private.',
  },
  'restricted-as-private': {
    severity: 'adjusted',
    sentence: 'Others could see title and place of this event and nothing else; as private they see only the time.',
  },
  'class-unknown': { severity: 'adjusted', sentence: 'The access classification is unknown and counts as private (RFC 5545 §3.8.1.3).' },
  'category-adjusted': {
    severity: 'adjusted',
    sentence: 'Outlook separates categories by comma and semicolon; they were taken out of the name.',
  },
  'reminder-chosen': {
    severity: 'dropped',
    sentence: 'Exchange keeps one reminder; the one nearest before the start was chosen and this one left out.',
  },
  'reminder-after-start': { severity: 'unsupported', sentence: 'Exchange cannot remind after the start of an event.' },
  'reminder-unreadable': { severity: 'dropped', sentence: 'The alarm has no readable trigger.' },
  'reminder-too-early': { severity: 'adjusted', sentence: 'Exchange reminds at most five years ahead; the reminder was moved there.' },
  'reminder-as-display': { severity: 'adjusted', sentence: 'An alarm by mail or program becomes an ordinary reminder.' },
  'reminder-past': { severity: 'dropped', sentence: 'The event is over, so its reminder would only pop up at once.' },
  'attachment-not-migrated': { severity: 'dropped', sentence: 'The attachment was not migrated; name and size are given here.' },
  'status-unknown': {
    severity: 'adjusted',
    sentence: 'The value is not one the standard or Exchange knows; it was read as if it were absent.',
  },
  'property-dropped': { severity: 'dropped', sentence: 'Exchange has no place for this property.' },
  'parameter-dropped': { severity: 'dropped', sentence: 'Exchange has no place for this parameter.' },
  'component-dropped': { severity: 'dropped', sentence: 'A component inside the object is no event and was left out.' },
} as const satisfies NoteTable;
