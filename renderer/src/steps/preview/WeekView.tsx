import { Button, Link, Popover, PopoverSurface, PopoverTrigger, Select, Spinner, Tab, TabList } from '@fluentui/react-components';
import { ChevronLeft20Regular, ChevronRight20Regular, Desktop20Regular, Mail20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import type { WeekBlock as ContractBlock } from '../../../../shared/contract/wizard/preview.ts';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import { addDays, longDay, plainDay } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { DifferenceWord } from '../../ui/DifferenceWord.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { Week, type WeekBlock } from '../../ui/Week.tsx';
import { hoursOf } from '../../ui/weekLayout.ts';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useMedia } from '../../wizard/useMedia.ts';
import { useFrame } from '../../wizard/useWizard.ts';
import { differenceKey, SEVERITY_WORDS } from './rowWords.ts';
import { shownDays, weekBlocks } from './weekBlocks.tsx';

type WeekAnswer = ProcedureOutput<'preview.week'>;

export interface WeekViewProps {
  readonly mailbox: string | null;
  readonly day: string;
  readonly onMailbox: (mailbox: string) => void;
  readonly onDay: (day: string) => void;
  readonly onReveal: (key: string) => void;
}

/** The same words as in the list, and the way there. */
function Callout({
  block,
  button,
  onReveal,
}: {
  readonly block: ContractBlock;
  readonly button: ReactElement;
  readonly onReveal: (key: string) => void;
}): ReactElement {
  const { t } = useWords();
  const { key } = block;
  return (
    <Popover withArrow positioning="after" trapFocus>
      <PopoverTrigger disableButtonEnhancement>{button}</PopoverTrigger>
      <PopoverSurface className="callout" aria-label={block.subject}>
        <p className="strong">{block.subject}</p>
        {block.reasons.length === 0 && <p className="caption">{t('preview.nothingChanges')}</p>}
        {block.reasons.map((reason) => (
          <div key={`${reason.code} ${reason.was}`}>
            <DifferenceWord kind={SEVERITY_WORDS[reason.severity]} text={t(differenceKey(SEVERITY_WORDS[reason.severity]))} />
            <p className="caption">{reason.sentence}</p>
          </div>
        ))}
        {key !== null && (
          <Link as="button" onClick={() => onReveal(key)}>
            {t('preview.showInList')}
          </Link>
        )}
      </PopoverSurface>
    </Popover>
  );
}

function useSide(blocks: readonly ContractBlock[], days: readonly string[], onReveal: (key: string) => void): readonly WeekBlock[] {
  const words = useWords();
  return weekBlocks(blocks, days, words).map((drawn) => {
    const block = blocks.find(({ id }) => id === drawn.id);
    if (block === undefined) return drawn;
    return { ...drawn, wrap: (button) => <Callout block={block} button={button} onReveal={onReveal} /> };
  });
}

function Grids({ week, onReveal }: { readonly week: WeekAnswer; readonly onReveal: (key: string) => void }): ReactElement {
  const words = useWords();
  const { t, locale } = words;
  const isNarrow = useMedia('(max-width: 1100px)');
  const [side, setSide] = useState<'source' | 'target'>('target');
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const dates = shownDays(week.days, week.source, week.target);
  const source = useSide(week.source, dates, onReveal);
  const target = useSide(week.target, dates, onReveal);
  const hours = hoursOf([...source, ...target].filter(({ isAllDay }) => !isAllDay));
  const days = dates.map((day) => ({
    day,
    short: new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`)),
    number: String(Number(day.slice(8))),
    name: longDay(words, day),
  }));
  const shared = { days, hours, highlighted, onHighlight: setHighlighted, allDayLabel: t('row.allDay') };
  const sides = [
    {
      id: 'source',
      Icon: Desktop20Regular,
      title: t('preview.onTheMac'),
      fact: t('week.macFact', { address: week.sourceAddress, count: week.source.length }),
      blocks: source,
    },
    {
      id: 'target',
      Icon: Mail20Regular,
      title: t('preview.inExchange'),
      fact: t('week.exchangeFact', { address: week.mailbox, count: week.target.length }),
      blocks: target,
    },
  ] as const;
  return (
    <>
      {isNarrow && (
        <TabList selectedValue={side} onTabSelect={(_event, { value }) => setSide(value === 'source' ? 'source' : 'target')}>
          <Tab value="source">{t('preview.onTheMac')}</Tab>
          <Tab value="target">{t('preview.inExchange')}</Tab>
        </TabList>
      )}
      <div className={`weeks ${isNarrow ? 'is-narrow' : ''}`}>
        {sides
          .filter(({ id }) => !isNarrow || id === side)
          .map(({ id, Icon, title, fact, blocks }) => (
            <section key={id} className="week-side" aria-label={title}>
              <div className="week-title">
                <h2 className="section-title column-head">
                  <Icon aria-hidden="true" /> {title}
                </h2>
                <span className="caption">{fact}</span>
              </div>
              <Week label={title} blocks={blocks} {...shared} />
            </section>
          ))}
      </div>
    </>
  );
}

/** One person's week, before and after. */
export function WeekView({ mailbox, day, onMailbox, onDay, onReveal }: WeekViewProps): ReactElement {
  const words = useWords();
  const { t } = words;
  const { facts } = useFrame();
  const mailboxes = useAnswer('preview.mailboxes', {}, facts.plan?.hash ?? '').value?.mailboxes ?? [];
  const chosen = mailbox ?? mailboxes[0]?.mailbox ?? null;
  const { value: week, error } = useAnswer('preview.week', chosen === null ? null : { mailbox: chosen, day }, facts.plan?.hash ?? '');
  const isFolded = week !== null && shownDays(week.days, week.source, week.target).length < 7;
  return (
    <div className="week-view">
      <div className="week-bar">
        <Select aria-label={t('preview.person')} value={chosen ?? ''} onChange={(_event, data) => onMailbox(data.value)}>
          {mailboxes.map((one) => (
            <option key={one.mailbox} value={one.mailbox}>
              {one.name}
            </option>
          ))}
        </Select>
        <Button appearance="subtle" icon={<ChevronLeft20Regular />} aria-label={t('week.before')} onClick={() => onDay(addDays(day, -7))} />
        <span className="strong" role="status">
          {week === null
            ? plainDay(words, day)
            : t('week.of', { from: plainDay(words, week.days[0] ?? day), to: plainDay(words, week.days.at(-1) ?? day) })}
        </span>
        <Button appearance="subtle" icon={<ChevronRight20Regular />} aria-label={t('week.after')} onClick={() => onDay(addDays(day, 7))} />
        <span className="foot-space" />
        {week !== null && <span className="caption">{t(isFolded ? 'week.zoneFolded' : 'week.zone', { zone: week.zone })}</span>}
      </div>
      {error !== null && <ErrorCard error={error} />}
      {week === null && error === null && <Spinner label={t('shell.loading')} />}
      {week !== null && <Grids week={week} onReveal={onReveal} />}
      <ul className="week-legend caption" aria-label={t('week.legend')}>
        {(['busy', 'tentative', 'oof', 'free', 'dashed'] as const).map((tone) => (
          <li key={tone}>
            <span className={`legend-block tone-${tone}`} aria-hidden="true" /> {t(`legend.${tone}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
