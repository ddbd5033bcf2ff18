import { firstOf, lastOccurrence, occurrenceOn, occurrences, seriesOf } from '../calendar/series.ts';
import type { Occurrence } from '../calendar/series.ts';
import type { Recurrence } from '../model/Item.ts';
import { dateTime, t } from '../xml/xmlText.ts';
import { defineFields } from './Field.ts';
import type { Field } from './Field.ts';
import { readRecurrence } from './readRecurrence.ts';
import { computedField } from './storedField.ts';
import { idXml, occurrenceView } from './View.ts';
import type { View } from './View.ts';
import { writeRecurrence } from './writeRecurrence.ts';

/** Properties only a recurring master has. FindItem shows none of them. */
export const SERIES_FIELDS: readonly Field[] = defineFields([
  {
    ...computedField('calendar:Recurrence', 'all', false, (view, options) => {
      const recurrence = masterRecurrence(view);
      return recurrence === null ? '' : writeRecurrence(recurrence, options.context.zone);
    }),
    read: (element, draft) => {
      draft.recurrence = readRecurrence(element);
    },
    clear: (draft) => {
      draft.recurrence = null;
    },
  },
  computedField('calendar:FirstOccurrence', 'all', false, (view) =>
    writeInfo('FirstOccurrence', view, (recurrence) => firstOf(occurrences(seriesOf(view.item, recurrence)))),
  ),
  computedField('calendar:LastOccurrence', 'all', false, (view) =>
    writeInfo('LastOccurrence', view, (recurrence) => lastOccurrence(seriesOf(view.item, recurrence))),
  ),
  computedField('calendar:ModifiedOccurrences', 'all', false, writeModified),
  computedField('calendar:DeletedOccurrences', 'all', false, writeDeleted),
]);

function masterRecurrence(view: View): Recurrence | null {
  return view.occurrence === null ? view.item.recurrence : null;
}

function writeInfo(element: string, view: View, find: (recurrence: Recurrence) => Occurrence | undefined): string {
  const recurrence = masterRecurrence(view);
  const occurrence = recurrence === null ? undefined : find(recurrence);
  return occurrence === undefined ? '' : `<t:${element}>${infoElements(view, occurrence)}</t:${element}>`;
}

function infoElements(view: View, occurrence: Occurrence): string {
  const id = idXml(occurrenceView(view.services, view.item, occurrence));
  return (
    id +
    t('Start', dateTime(occurrence.start)) +
    t('End', dateTime(occurrence.end)) +
    t('OriginalStart', dateTime(occurrence.originalStart))
  );
}

function writeModified(view: View): string {
  const recurrence = masterRecurrence(view);
  if (recurrence === null || view.item.exceptions.length === 0) return '';
  const series = seriesOf(view.item, recurrence);
  const modified = view.item.exceptions.filter((exception) => !series.deleted.has(exception.day));
  if (modified.length === 0) return '';
  const inner = modified.map((exception) => `<t:Occurrence>${infoElements(view, occurrenceOn(series, exception.day))}</t:Occurrence>`);
  return `<t:ModifiedOccurrences>${inner.join('')}</t:ModifiedOccurrences>`;
}

function writeDeleted(view: View): string {
  const recurrence = masterRecurrence(view);
  if (recurrence === null || view.item.deleted.length === 0) return '';
  const series = seriesOf(view.item, recurrence);
  const inner = view.item.deleted.map((day) => {
    const { originalStart } = occurrenceOn({ ...series, exceptions: new Map() }, day);
    return `<t:DeletedOccurrence>${t('Start', dateTime(originalStart))}</t:DeletedOccurrence>`;
  });
  return `<t:DeletedOccurrences>${inner.join('')}</t:DeletedOccurrences>`;
}
