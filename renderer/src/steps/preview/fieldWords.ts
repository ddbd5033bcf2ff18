import type { FieldValue } from '../../../../shared/contract/wizard/preview.ts';
import type { Words } from '../../text/catalogue.ts';
import { ruleWords } from './ruleWords.ts';
import { clockOf, timeRange, viewerClock } from '../../text/time.ts';

/** A value in words: the first line, then smaller ones. Travel is drawn, not written. */
export interface ValueWords {
  readonly text: string;
  readonly more: readonly string[];
}

function reminderWords({ t }: Words, minutes: readonly number[]): string {
  const one = (value: number): string => {
    if (value <= 0) return t('value.reminder.now');
    if (value % 1440 === 0) return t('value.reminder.days', { count: value / 1440 });
    if (value % 60 === 0) return t('value.reminder.hours', { count: value / 60 });
    return t('value.reminder.minutes', { count: value });
  };
  return minutes.map(one).join(', ');
}

/** Puts one side of a comparison into words. */
export function valueWords(value: FieldValue, words: Words): ValueWords {
  const { t } = words;
  switch (value.type) {
    case 'none':
      return { text: t('value.none'), more: [] };
    case 'text':
      return { text: value.text === '' ? t('value.none') : value.text, more: [] };
    case 'list':
      return { text: value.values.length === 0 ? t('value.none') : value.values.join(', '), more: [] };
    case 'time': {
      const clock = value.isAllDay ? '' : viewerClock(words, value.start);
      return { text: timeRange(words, value.start, value.end), more: [[value.zone, clock].filter(Boolean).join(', ')].filter(Boolean) };
    }
    case 'recurrence': {
      const more = [
        value.exceptions > 0 ? t('value.exceptions', { count: value.exceptions }) : '',
        value.deletions > 0 ? t('value.deletions', { count: value.deletions }) : '',
      ].filter(Boolean);
      return { text: value.text === '' ? t('value.once') : ruleWords(value.text, words), more };
    }
    case 'reminder':
      return { text: value.minutesBefore.length === 0 ? t('value.none') : reminderWords(words, value.minutesBefore), more: [] };
    case 'travel':
      return {
        text: t(value.direction === 'to' ? 'value.travelTo' : 'value.travelFrom', { count: value.minutes }),
        more:
          value.item === null
            ? [t('value.partOfEvent')]
            : [t('value.span', { from: clockOf(value.item.start), to: clockOf(value.item.end) })],
      };
  }
}
