import type { MappingState } from '../../shared/contract/wizard/mapping.ts';
import type { MappingRow } from '../../shared/domain/mappingRows.ts';

/** What the operator has to do about a row. */
export function mappingStateOf({ follows, decision, confidence }: MappingRow): MappingState {
  if (follows !== '') return 'follows';
  if (decision === 'unmapped') return 'decide';
  if (decision === 'left-out') return 'left-out';
  if (confidence === 'guess') return 'confirm';
  return decision === 'external' ? 'outside' : 'mapped';
}
