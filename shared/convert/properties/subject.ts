import { firstProperty } from '../../ical/properties.ts';
import { shortLine } from './shortLine.ts';
import type { ContentInput, Converted } from './rule.ts';

/** SUMMARY -> Subject: one line, at most 255 characters; empty is allowed. */
export function convertSubject({ shared }: ContentInput): Converted<string> {
  return shortLine('SUMMARY', firstProperty(shared, 'SUMMARY')?.values[0] ?? '', ' ');
}
