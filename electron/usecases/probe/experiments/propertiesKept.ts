import { compareItems } from '../../../../shared/run/compareItems.ts';
import type { EwsCalendarItem } from '../../../../shared/ews/item.ts';
import type { LabProperty } from '../../../ports/LabTarget.ts';
import type { Experiment } from '../Experiment.ts';
import type { Lab } from '../Lab.ts';

/** Everything a planned item can say. */
function fullItem(lab: Lab): EwsCalendarItem {
  const { organizer, guest } = lab;
  const zone = 'W. Europe Standard Time';
  const item = lab.item({
    ...{ legacyFreeBusyStatus: 'OOF', sensitivity: 'Private', importance: 'High', categories: ['Godwit probe'], location: 'Nowhere' },
    ...{ reminderMinutesBeforeStart: 7, body: { type: 'Text', text: 'Only a test.' }, startTimeZone: zone, endTimeZone: zone },
    ...{ organizer: { email: organizer, name: organizer }, requiredAttendees: [{ email: guest, name: guest, response: 'Unknown' }] },
  });
  const range = { type: 'Numbered', startDate: item.start.slice(0, 10), numberOfOccurrences: 3 } as const;
  return { ...item, recurrence: { pattern: { type: 'Daily', interval: 1 }, range } };
}

/** Those an organizer's silent item is written with, and how they must read. */
const MEETING_PROPERTIES: readonly (readonly [LabProperty, string])[] = [
  ['Appointment:0x8217', '1'],
  ['Appointment:0x8229', 'true'],
];

export const propertiesKept: Experiment = {
  id: 'properties-kept',
  question: 'Does an item keep everything it is written with?',
  run: async (lab) => {
    const item = fullItem(lab);
    const id = await lab.create(lab.organizer, item, 'meeting', lab.silent(item));
    const read = await lab.read(lab.organizer, id);
    const properties = lab.value(await lab.special.readProperties(lab.organizer, id, lab.signal));
    const forgotten = [
      ...compareItems(item, read.item, 'meeting').map(({ field }) => field),
      ...MEETING_PROPERTIES.filter(([name, value]) => properties.get(name) !== value).map(([name]) => name),
      ...(read.marker?.key === undefined ? ['GodwitItemKey'] : []),
      ...(read.marker?.runId === '' ? ['GodwitRunId'] : []),
      ...(read.marker?.hash === '' ? ['GodwitItemHash'] : []),
    ];
    return forgotten.length === 0 ? { answer: 'yes', detail: 'everything' } : { answer: 'no', detail: `not kept: ${forgotten.join(', ')}` };
  },
};
