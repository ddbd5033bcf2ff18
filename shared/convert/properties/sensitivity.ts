import { note } from '../../domain/note.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import type { Sensitivity } from '../../ews/item.ts';
import { textValue } from '../../ical/properties.ts';
import type { ContentInput, Converted } from './rule.ts';

/**
 * ACCESS (column or X-CALENDARSERVER-ACCESS) and CLASS -> Sensitivity. Everything that is not public becomes private: Outlook's
 * `Confidential` hides nothing from delegates.
 */
export function convertSensitivity({ shared, frame }: ContentInput): Converted<Sensitivity> {
  const { access } = frame;
  if (access === 'RESTRICTED')
    return { value: 'Private', notes: [note(PROPERTY_NOTES, 'restricted-as-private', 'X-CALENDARSERVER-ACCESS', access, 'Private')] };
  if (access === 'CONFIDENTIAL') {
    return { value: 'Private', notes: [note(PROPERTY_NOTES, 'confidential-as-private', 'X-CALENDARSERVER-ACCESS', access, 'Private')] };
  }
  if (access === 'PRIVATE') return { value: 'Private', notes: [] };
  return byClass(textValue(shared, 'CLASS').toUpperCase());
}

function byClass(classification: string): Converted<Sensitivity> {
  switch (classification) {
    case '':
    case 'PUBLIC':
      return { value: 'Normal', notes: [] };
    case 'PRIVATE':
      return { value: 'Private', notes: [] };
    case 'CONFIDENTIAL':
      return { value: 'Private', notes: [note(PROPERTY_NOTES, 'confidential-as-private', 'CLASS', classification, 'Private')] };
    default:
      return { value: 'Private', notes: [note(PROPERTY_NOTES, 'class-unknown', 'CLASS', classification, 'Private')] };
  }
}
