import type { ReactElement } from 'react';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import { shortDay, timeRange } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';

type Occurrence = ProcedureOutput<'preview.item'>['occurrences'][number];

const SHOWN = 50;

/** Where a series differs from itself. */
export function Occurrences({ occurrences }: { readonly occurrences: readonly Occurrence[] }): ReactElement | null {
  const words = useWords();
  const { t } = words;
  if (occurrences.length === 0) return null;
  return (
    <section aria-labelledby="occurrences-title">
      <h3 className="section-title" id="occurrences-title">
        {t('preview.occurrences', { count: occurrences.length })}
      </h3>
      <ul className="occurrences">
        {occurrences.slice(0, SHOWN).map((occurrence) => (
          <li key={`${occurrence.originalStart} ${occurrence.change}`}>
            <span className="strong">{shortDay(words, occurrence.originalStart)}</span>
            <span>{t(`occurrence.${occurrence.change}`)}</span>
            <span className="quiet">
              {occurrence.start !== null && occurrence.end !== null ? timeRange(words, occurrence.start, occurrence.end) : ''}
              {occurrence.fields.length > 0 ? ` (${occurrence.fields.join(', ')})` : ''}
            </span>
          </li>
        ))}
      </ul>
      {occurrences.length > SHOWN && <p className="caption">{t('preview.moreOccurrences', { count: occurrences.length - SHOWN })}</p>}
    </section>
  );
}
