import type { MappingState, WizardMappingRow } from '../../../../shared/contract/wizard/mapping.ts';
import { MAPPING_RULES_DE } from '../../text/de/mappingRules.ts';
import type { Words } from '../../text/catalogue.ts';
import type { StateName } from '../../ui/StateBadge.tsx';

export type KindTab = 'all' | 'people' | 'rooms' | 'groups' | 'others' | 'calendars';

/** Which kinds a tab holds. */
export const TAB_KINDS: Readonly<Record<KindTab, readonly WizardMappingRow['kind'][]>> = {
  all: [],
  people: ['user'],
  rooms: ['room', 'resource'],
  groups: ['group'],
  others: ['unknown'],
  // A table of its own.
  calendars: [],
};
export const TABS: readonly KindTab[] = ['all', 'people', 'rooms', 'groups', 'others', 'calendars'];

export const STATES: readonly MappingState[] = ['decide', 'confirm', 'mapped', 'outside', 'left-out', 'follows'];

export const STATE_ICONS: Readonly<Record<MappingState, StateName>> = {
  decide: 'decide',
  confirm: 'confirm',
  mapped: 'ready',
  outside: 'outside',
  'left-out': 'left-out',
  follows: 'ready',
};

/** How many rows a tab holds, of the counts by kind. */
export function countOfTab(tab: KindTab, byKind: Readonly<Record<string, number>>): number {
  const kinds = TAB_KINDS[tab];
  const counted = kinds.length === 0 ? Object.values(byKind) : kinds.map((kind) => byKind[kind] ?? 0);
  return counted.reduce((sum, count) => sum + count, 0);
}

/** The name of a row; the end of its key where nobody knows one. */
export function nameOf({ name, source }: Pick<WizardMappingRow, 'name' | 'source'>): string {
  return name === '' ? `…${source.slice(-8)}` : name;
}

/** Three bars and a word. */
export function confidenceOf(
  { confidence }: Pick<WizardMappingRow, 'confidence'>,
  { t }: Words,
): { readonly bars: 0 | 1 | 2 | 3; readonly text: string } {
  switch (confidence) {
    case 'confirmed':
      return { bars: 3, text: t('mapping.confidence.confirmed') };
    case 'sure':
      return { bars: 3, text: t('mapping.confidence.sure') };
    case 'guess':
      return { bars: 2, text: t('mapping.confidence.guess') };
    case 'none':
      return { bars: 1, text: t('mapping.confidence.none') };
  }
}

/** What stands in the column «In Exchange». */
export function targetOf(row: WizardMappingRow, { t }: Words): string {
  if (row.state === 'left-out') return t('mapping.target.leftOut');
  if (row.state === 'follows') return t('mapping.target.follows', { name: row.follows });
  if (row.state === 'decide')
    return row.candidates.length > 1 ? t('mapping.target.choose', { count: row.candidates.length }) : t('mapping.target.unknown');
  return row.email;
}

/** Why a row is what it is, in the viewer's language where there is a sentence for it. */
export function ruleSentence(
  { rule, ruleSentence: english }: Pick<WizardMappingRow, 'rule' | 'ruleSentence'>,
  { language }: Words,
): string {
  return (language === 'de' ? MAPPING_RULES_DE[rule] : undefined) ?? english;
}

/** Adds or removes rows of a selection; a range is taken from where the last one was. */
export function toggled(selection: ReadonlySet<string>, sources: readonly string[]): ReadonlySet<string> {
  const next = new Set(selection);
  const isAllIn = sources.every((source) => next.has(source));
  for (const source of sources) {
    if (isAllIn) next.delete(source);
    else next.add(source);
  }
  return next;
}
