import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { placeBlocks, type DayBlock } from './weekLayout.ts';

export type BlockTone = 'busy' | 'tentative' | 'free' | 'oof' | 'dashed';

export interface WeekBlock extends DayBlock {
  /** 0-based. */
  readonly day: number;
  readonly tone: BlockTone;
  readonly title: string;
  readonly time: string;
  /** What only a screen reader says: how it is shown, and why it changes. */
  readonly more: string;
  readonly icon: ReactNode;
  readonly badges: ReactNode;
  readonly isAllDay: boolean;
  /** Drawn around a block that can be opened. */
  wrap?(button: ReactElement): ReactElement;
}

export interface WeekDay {
  readonly day: string;
  readonly short: string;
  readonly number: string;
  readonly name: string;
}

export interface WeekProps {
  readonly label: string;
  readonly allDayLabel: string;
  readonly days: readonly WeekDay[];
  readonly blocks: readonly WeekBlock[];
  readonly hours: { readonly first: number; readonly last: number };
  /** The same event on the other side. */
  readonly highlighted: string | null;
  readonly onHighlight: (id: string | null) => void;
}

const HOUR_HEIGHT = 48;

/** Arrows go by time within a day and by day across. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const target = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.week-block') : null;
  if (target === null) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.week-block')];
  const day = Number(target.dataset['day']);
  const sameDay = all.filter((one) => Number(one.dataset['day']) === day);
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const across = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 && across === 0) return;
  event.preventDefault();
  if (step !== 0) {
    sameDay[sameDay.indexOf(target) + step]?.focus();
    return;
  }
  const days = all.filter((one) => (across > 0 ? Number(one.dataset['day']) > day : Number(one.dataset['day']) < day));
  (across > 0 ? days[0] : days.at(-1))?.focus();
}

function Block({
  block,
  style,
  week,
}: {
  readonly block: WeekBlock;
  readonly style: Readonly<Record<string, string>>;
  readonly week: WeekProps;
}): ReactElement {
  const button = (
    <button
      type="button"
      data-day={block.day}
      className={`week-block tone-${block.tone} ${week.highlighted === block.id ? 'is-highlighted' : ''}`}
      style={style}
      onMouseEnter={() => week.onHighlight(block.id)}
      onMouseLeave={() => week.onHighlight(null)}
      onFocus={() => week.onHighlight(block.id)}
      onBlur={() => week.onHighlight(null)}
    >
      <span className="block-title">
        {block.icon}
        <span>{block.title}</span>
        {block.badges}
      </span>
      {block.time !== '' && <span className="block-time">{block.time}</span>}
      <span className="visually-hidden">{block.more}</span>
    </button>
  );
  return block.wrap?.(button) ?? button;
}

function Column({ day, index, week }: { readonly day: WeekDay; readonly index: number; readonly week: WeekProps }): ReactElement {
  const { first, last } = week.hours;
  const timed = week.blocks.filter((block) => block.day === index && !block.isAllDay);
  return (
    <div className="week-column" role="listitem" aria-label={day.name} style={{ height: (last - first) * HOUR_HEIGHT }}>
      {placeBlocks(timed).map(({ block, column, columns }) => (
        <Block
          key={`${block.id} ${String(block.from)}`}
          block={block}
          week={week}
          style={{
            top: `${String(((block.from - first * 60) / 60) * HOUR_HEIGHT)}px`,
            height: `${String(Math.max(18, ((block.to - block.from) / 60) * HOUR_HEIGHT - 2))}px`,
            left: `${String((100 / columns) * column)}%`,
            width: `calc(${String(100 / columns)}% - 3px)`,
          }}
        />
      ))}
    </div>
  );
}

/** Days side by side, hours downwards; to a screen reader a list of days. */
export function Week(week: WeekProps): ReactElement {
  const { first, last } = week.hours;
  const columns = { gridTemplateColumns: `48px repeat(${String(week.days.length)}, minmax(0, 1fr))` };
  return (
    <div className="week card" role="group" aria-label={week.label} onKeyDown={moveFocus}>
      <div className="week-head" style={columns} aria-hidden="true">
        <span />
        {week.days.map((day) => (
          <span key={day.day} className="week-day">
            {day.short} <span className="strong week-number">{day.number}</span>
          </span>
        ))}
      </div>
      <div className="week-all-day" style={columns}>
        <span className="caption">{week.allDayLabel}</span>
        {week.days.map((day, index) => (
          <span key={day.day} className="week-cell">
            {week.blocks
              .filter((block) => block.day === index && block.isAllDay)
              .map((block) => (
                <Block key={block.id} block={block} week={week} style={{}} />
              ))}
          </span>
        ))}
      </div>
      <div className="week-body" tabIndex={0} role="list" aria-label={week.label}>
        <div className="week-grid" style={columns} role="presentation">
          <div className="week-hours" aria-hidden="true">
            {Array.from({ length: last - first }, (_, index) => (
              <span key={index} style={{ height: HOUR_HEIGHT }}>{`${String(first + index).padStart(2, '0')}:00`}</span>
            ))}
          </div>
          {week.days.map((day, index) => (
            <Column key={day.day} day={day} index={index} week={week} />
          ))}
        </div>
      </div>
    </div>
  );
}
