import { Button, Link, Spinner } from '@fluentui/react-components';
import { ChevronLeft20Regular, ChevronRight20Regular, VehicleCar20Filled } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import type { PreviewRow } from '../../../../shared/contract/wizard/preview.ts';
import type { Words } from '../../text/catalogue.ts';
import { timeRange } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { DifferenceWord } from '../../ui/DifferenceWord.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useFrame } from '../../wizard/useWizard.ts';
import { Comparison } from './Comparison.tsx';
import { Guests } from './Guests.tsx';
import { Occurrences } from './Occurrences.tsx';
import { differenceKey, SEVERITY_WORDS } from './rowWords.ts';

type Item = ProcedureOutput<'preview.item'>;

/** «Live meeting by Jimi Hendrix. Becomes 7 items: 1 meeting, 5 guest copies, 1 travel block.» */
export function familySentence({ row, family, people }: Pick<Item, 'row' | 'family' | 'people'>, { t }: Words): string {
  const kind = row.kind === null ? '' : t(row.kind === 'meeting' && row.mode === 'live' ? 'kind.live' : `kind.${row.kind}`);
  const organizer = people.find(({ role }) => role === 'organizer')?.name ?? row.person;
  const counts = (['meeting', 'guest-copy', 'appointment', 'travel', 'task'] as const)
    .map((one) => ({ one, count: family.filter((member) => member.kind === one).length }))
    .filter(({ count }) => count > 0)
    .map(({ one, count }) => t(`count.${one}`, { count }));
  const by = t('preview.by', { kind, name: organizer });
  return family.length <= 1 ? by : `${by} ${t('preview.becomes', { count: family.length, parts: counts.join(', ') })}`;
}

/** Notes that belong to no field. */
function Notes({ notes }: { readonly notes: Item['notes'] }): ReactElement | null {
  const { t } = useWords();
  if (notes.length === 0) return null;
  return (
    <ul className="other-notes">
      {notes.map((note) => (
        <li key={`${note.code} ${note.was}`}>
          <DifferenceWord kind={SEVERITY_WORDS[note.severity]} text={t(differenceKey(SEVERITY_WORDS[note.severity]))} />
          <span className="caption">{note.sentence}</span>
        </li>
      ))}
    </ul>
  );
}

function ItemDetail({ item }: { readonly item: Item }): ReactElement {
  const { t } = useWords();
  const named = new Set(item.fields.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
  const others = item.notes.filter(({ code }) => !named.has(code));
  return (
    <>
      <Comparison fields={item.fields} />
      <Notes notes={others} />
      <Guests people={item.people} />
      <Occurrences occurrences={item.occurrences} />
      {item.body.text !== '' && (
        <details className="body-text">
          <summary>{t('preview.body')}</summary>
          <pre>{item.body.text}</pre>
        </details>
      )}
      <p className="caption detail-origin">
        {t('preview.origin', {
          calendar: item.source.calendar,
          owner: item.source.ownerName,
          file: item.source.resourceName,
          zone: item.windowsZone,
        })}
      </p>
    </>
  );
}

/** Travel has no event of its own on the Mac: what it is, and whose way it is. */
function TravelDetail({ item, onReveal }: { readonly item: Item; readonly onReveal: (key: string) => void }): ReactElement {
  const words = useWords();
  const { t } = words;
  const { row } = item;
  const parent = item.family.find(({ key }) => key === row.parentKey) ?? null;
  return (
    <div className="stack is-tight">
      <p className="travel-block">
        <VehicleCar20Filled aria-hidden="true" />
        <span>
          <span className="strong">{row.subject}</span>
          <span className="travel-more">
            {timeRange(words, row.start, row.end)}, {t(row.showAs === 'Busy' ? 'showAs.Busy' : 'showAs.OOF')}
          </span>
        </span>
      </p>
      <p>{t('preview.travelWhy')}</p>
      {parent !== null && (
        <p>
          <Link as="button" onClick={() => onReveal(parent.key)}>
            {t('preview.travelOf', { title: parent.subject, time: timeRange(words, parent.start, parent.end) })}
          </Link>
        </p>
      )}
      <Notes notes={item.notes} />
    </div>
  );
}

function SkippedDetail({ row }: { readonly row: PreviewRow }): ReactElement {
  const { t } = useWords();
  const { value, error } = useAnswer('preview.skipped', { seq: row.seq });
  if (error !== null) return <ErrorCard error={error} />;
  if (value === null) return <Spinner label={t('shell.loading')} />;
  return (
    <div className="stack is-tight">
      <p>
        <DifferenceWord
          kind={value.isLoss ? 'not-carried' : 'same'}
          text={t(value.isLoss ? 'difference.not-carried' : 'preview.notNeeded')}
        />
      </p>
      <p>{value.sentence}</p>
      {value.notes.map((note) => (
        <p key={note.code} className="caption">
          {note.sentence}
        </p>
      ))}
      {value.text !== '' && (
        <details className="body-text">
          <summary>{t('preview.rawText')}</summary>
          <pre>{value.text}</pre>
        </details>
      )}
    </div>
  );
}

export interface PreviewDetailProps {
  readonly row: PreviewRow | null;
  readonly onStep: (step: 1 | -1) => void;
  readonly onReveal: (key: string) => void;
}

/** One row of the list in full. */
export function PreviewDetail({ row, onStep, onReveal }: PreviewDetailProps): ReactElement {
  const words = useWords();
  const { t } = words;
  const { facts } = useFrame();
  const answer = useAnswer('preview.item', row?.type === 'item' ? { key: row.key } : null, facts.plan?.hash ?? '');
  if (row === null) return <p className="quiet">{t('preview.chooseOne')}</p>;
  const item = answer.value?.row.key === row.key ? answer.value : null;
  return (
    <>
      <div className="detail-head">
        <div>
          <h2 className="object-title">{row.subject === '' ? t('row.noTitle') : row.subject}</h2>
          <p className="quiet">
            {row.type === 'skipped' ? t('preview.leftOutOf', { person: row.person }) : item === null ? '' : familySentence(item, words)}
          </p>
        </div>
        <div className="row detail-walk">
          <Button appearance="subtle" icon={<ChevronLeft20Regular />} aria-label={t('preview.previous')} onClick={() => onStep(-1)} />
          <Button appearance="subtle" icon={<ChevronRight20Regular />} aria-label={t('preview.next')} onClick={() => onStep(1)} />
        </div>
      </div>
      {row.type === 'skipped' && <SkippedDetail row={row} />}
      {answer.error !== null && <ErrorCard error={answer.error} />}
      {item?.row.kind === 'travel' && <TravelDetail item={item} onReveal={onReveal} />}
      {item !== null && item.row.kind !== 'travel' && <ItemDetail item={item} />}
    </>
  );
}
