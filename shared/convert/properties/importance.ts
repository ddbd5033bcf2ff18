import type { Importance } from '../../ews/item.ts';
import { textValue } from '../../ical/properties.ts';
import type { ContentInput, Converted } from './rule.ts';

const CDO_IMPORTANCE: Readonly<Record<string, Importance>> = { '0': 'Low', '1': 'Normal', '2': 'High' };

/** PRIORITY 1-4, 5 or none, 6-9 -> High, Normal, Low (RFC 5545 §3.8.1.9); X-MICROSOFT-CDO-IMPORTANCE wins. */
export function convertImportance({ shared }: ContentInput): Converted<Importance> {
  const explicit = CDO_IMPORTANCE[textValue(shared, 'X-MICROSOFT-CDO-IMPORTANCE')];
  const priority = Number.parseInt(textValue(shared, 'PRIORITY'), 10);
  const value = explicit ?? (priority >= 1 && priority <= 4 ? 'High' : priority >= 6 && priority <= 9 ? 'Low' : 'Normal');
  return { value, notes: [] };
}
