import { issue } from '../../../shared/contract/wizard/issues.ts';
import type { WizardSettings } from '../../../shared/contract/wizard/settings.ts';
import type { Issue } from '../../../shared/contract/wizard/steps.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';

type Options = WizardSettings['options'];

const EXAMPLES = 3;

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function dateIssues({ from, to, cutOver }: Options): Issue[] {
  const wrong = (
    [
      ['from', from],
      ['to', to],
    ] as const
  ).flatMap(([field, value]) => (value === null || isDate(value) ? [] : [issue('OPTIONS_DATE_INVALID', field, { value })]));
  if (wrong.length === 0 && from !== null && to !== null && from >= to) wrong.push(issue('OPTIONS_DATES_CROSSED', 'to'));
  const isInstant = cutOver === null || (/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(cutOver) && !Number.isNaN(Date.parse(cutOver)));
  return isInstant ? wrong : [...wrong, issue('OPTIONS_TIME_INVALID', 'cutOver', { value: cutOver })];
}

function scopeIssues({ scope }: Options, mapping: MappingVersion | null): Issue[] {
  if (scope === 'all') return [];
  if (scope.length === 0) return [issue('OPTIONS_SCOPE_EMPTY', 'scope')];
  const known = new Set(mapping?.rows.map(({ email }) => email.toLowerCase()) ?? []);
  const unknown = scope.filter((mailbox) => !known.has(mailbox.toLowerCase()));
  if (unknown.length === 0) return [];
  return [issue('OPTIONS_SCOPE_UNKNOWN', 'scope', { count: unknown.length, examples: unknown.slice(0, EXAMPLES).join(', ') })];
}

export function optionsIssues(options: Options, mapping: MappingVersion | null): Issue[] {
  const { horizonMonths, travelTime, timeZone } = options;
  return [
    ...dateIssues(options),
    ...(horizonMonths < 1 || horizonMonths > 120 ? [issue('OPTIONS_HORIZON_INVALID', 'horizonMonths')] : []),
    ...scopeIssues(options, mapping),
    ...(travelTime.enabled && travelTime.title.trim() === '' ? [issue('OPTIONS_TITLE_INVALID', 'travelTime.title')] : []),
    ...(isTimeZone(timeZone) ? [] : [issue('OPTIONS_TIME_ZONE_UNKNOWN', 'timeZone', { value: timeZone })]),
  ];
}
