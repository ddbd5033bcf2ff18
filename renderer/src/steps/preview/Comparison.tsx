import { Link } from '@fluentui/react-components';
import {
  ChevronDown16Regular,
  ChevronRight16Regular,
  Desktop16Regular,
  Mail16Regular,
  VehicleCar20Filled,
  VehicleCar20Regular,
} from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import type { FieldComparison, FieldValue } from '../../../../shared/contract/wizard/preview.ts';
import { clockOf } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { DifferenceWord } from '../../ui/DifferenceWord.tsx';
import { valueWords } from './fieldWords.ts';
import { differenceKey } from './rowWords.ts';

/** A dashed part of the event on the Mac becomes a solid block of its own in Exchange. */
function TravelValue({ value }: { readonly value: Extract<FieldValue, { type: 'travel' }> }): ReactElement {
  const { t } = useWords();
  const { item } = value;
  if (item === null) {
    return (
      <span className="travel-part">
        <VehicleCar20Regular aria-hidden="true" />
        <span>
          {t(value.direction === 'to' ? 'value.travelTo' : 'value.travelFrom', { count: value.minutes })}
          <span className="caption travel-more">{t('value.partOfEvent')}</span>
        </span>
      </span>
    );
  }
  const showAs = t(`showAs.${item.showAs}`);
  return (
    <span className="travel-block">
      <VehicleCar20Filled aria-hidden="true" />
      <span>
        <span className="strong">{item.subject}</span>
        <span className="travel-more">{t('value.blockSpan', { from: clockOf(item.start), to: clockOf(item.end), showAs })}</span>
      </span>
    </span>
  );
}

function Value({ value }: { readonly value: FieldValue }): ReactElement {
  const words = useWords();
  if (value.type === 'travel') return <TravelValue value={value} />;
  const { text, more } = valueWords(value, words);
  return (
    <>
      <span className={value.type === 'none' ? 'quiet' : 'field-text'}>{text}</span>
      {more.map((line) => (
        <span key={line} className="caption field-more">
          {line}
        </span>
      ))}
    </>
  );
}

function FieldRow({ field }: { readonly field: FieldComparison }): ReactElement {
  const { t } = useWords();
  return (
    <tr>
      <th scope="row">{t(`field.${field.field}`)}</th>
      <td>
        <Value value={field.source} />
      </td>
      <td>
        <Value value={field.target} />
      </td>
      <td className="field-reason">
        <DifferenceWord kind={field.word} text={t(differenceKey(field.word))} />
        {field.reasons.map((reason) => (
          <span key={`${reason.code} ${reason.was}`} className="caption field-more">
            {reason.sentence}
          </span>
        ))}
      </td>
    </tr>
  );
}

/** Mac at the left, Exchange at the right, the reason beside them. Only differences and the time; the rest on demand. */
export function Comparison({ fields }: { readonly fields: readonly FieldComparison[] }): ReactElement {
  const { t } = useWords();
  const [isAll, showAll] = useState(false);
  const isShown = ({ word, field }: FieldComparison): boolean => isAll || word !== 'same' || field === 'time';
  const same = fields.filter((field) => field.word === 'same' && field.field !== 'time');
  return (
    <div>
      <table className="comparison">
        <thead>
          <tr>
            <td />
            <th scope="col">
              <span className="column-head">
                <Desktop16Regular aria-hidden="true" /> {t('preview.onTheMac')}
              </span>
            </th>
            <th scope="col">
              <span className="column-head">
                <Mail16Regular aria-hidden="true" /> {t('preview.inExchange')}
              </span>
            </th>
            <th scope="col" className="caption">
              {t('preview.reason')}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.filter(isShown).map((field, index) => (
            <FieldRow key={`${field.field} ${String(index)}`} field={field} />
          ))}
        </tbody>
      </table>
      {same.length > 0 && (
        <Link as="button" className="same-fields" aria-expanded={isAll} onClick={() => showAll(!isAll)}>
          {isAll ? <ChevronDown16Regular aria-hidden="true" /> : <ChevronRight16Regular aria-hidden="true" />}
          <span>
            {t('preview.same', { count: same.length, fields: same.map(({ field }) => t(`field.${field}`).toLocaleLowerCase()).join(', ') })}
          </span>
        </Link>
      )}
    </div>
  );
}
