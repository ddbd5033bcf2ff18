import { ArrowRepeatAll16Regular, Edit16Filled, LockClosed16Regular, VehicleCar20Filled, VehicleCar20Regular } from '@fluentui/react-icons';
import type { WeekBlock as ContractBlock } from '../../../../shared/contract/wizard/preview.ts';
import type { Words } from '../../text/catalogue.ts';
import { addDays, clockOf, dayOf } from '../../text/time.ts';
import type { BlockTone, WeekBlock } from '../../ui/Week.tsx';

const DAY = 1440;
const TONES: Readonly<Record<ContractBlock['showAs'], BlockTone>> = {
  Busy: 'busy',
  Tentative: 'tentative',
  Free: 'free',
  OOF: 'oof',
  WorkingElsewhere: 'busy',
  NoData: 'free',
};

/** Minutes from the midnight of a day; below 0 or above a day where the time is on another. */
function minutesOn(day: string, time: string): number {
  const [hours = 0, minutes = 0] = clockOf(time).split(':').map(Number);
  const days = Math.round((Date.parse(`${dayOf(time)}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
  return days * DAY + hours * 60 + minutes;
}

function travelPart(id: string, day: number, from: number, to: number, title: string): WeekBlock | null {
  if (to <= 0 || from >= DAY || from === to) return null;
  return {
    id: `${id} travel ${String(from)}`,
    day,
    from: Math.max(0, from),
    to: Math.min(DAY, to),
    tone: 'dashed',
    title,
    time: '',
    more: '',
    icon: <VehicleCar20Regular aria-hidden="true" />,
    badges: null,
    isAllDay: false,
  };
}

/** An event on each day it touches, with the travel that is part of it on the Mac. */
export function weekBlocks(blocks: readonly ContractBlock[], days: readonly string[], words: Words): readonly WeekBlock[] {
  const { t } = words;
  return blocks.flatMap((block) => {
    const lastDay = block.isAllDay ? addDays(dayOf(block.end), -1) : dayOf(block.end);
    return days.flatMap((day, index) => {
      const [from, to] = block.isAllDay ? [0, DAY] : [minutesOn(day, block.start), minutesOn(day, block.end)];
      const isHere = block.isAllDay
        ? day >= dayOf(block.start) && day <= (lastDay < dayOf(block.start) ? dayOf(block.start) : lastDay)
        : from < DAY && to > 0;
      if (!isHere) return [];
      const span = block.isAllDay ? '' : t('value.span', { from: clockOf(block.start), to: clockOf(block.end) });
      // Seven columns are too narrow for both ends; the block’s height shows the second.
      const time = days.length > 5 && !block.isAllDay ? clockOf(block.start) : span;
      const isTravel = block.kind === 'travel';
      const main: WeekBlock = {
        id: block.id,
        day: index,
        from: Math.max(0, from),
        to: Math.min(DAY, to),
        tone: TONES[block.showAs],
        title: block.subject,
        time,
        more: [span, t(`showAs.${block.showAs}`), ...block.reasons.map(({ sentence }) => sentence)].filter(Boolean).join(', '),
        icon: isTravel ? <VehicleCar20Filled aria-hidden="true" /> : null,
        badges: (
          <span className="block-badges" aria-hidden="true">
            {block.isPrivate && <LockClosed16Regular />}
            {block.isSeries && <ArrowRepeatAll16Regular />}
            {block.reasons.length > 0 && <Edit16Filled />}
          </span>
        ),
        isAllDay: block.isAllDay,
      };
      const before = travelPart(block.id, index, from - block.travelBefore, from, t('time.minutes', { minutes: block.travelBefore }));
      const after = travelPart(block.id, index, to, to + block.travelAfter, t('time.minutes', { minutes: block.travelAfter }));
      return [main, before, after].filter((one) => one !== null);
    });
  });
}

/** Empty weekends fold away. */
export function shownDays(days: readonly string[], ...sides: readonly (readonly ContractBlock[])[]): readonly string[] {
  const isUsed = (day: string): boolean =>
    sides.some((blocks) => blocks.some((block) => dayOf(block.start) <= day && day <= dayOf(block.end)));
  const weekend = days.slice(5);
  return weekend.some(isUsed) ? days : days.slice(0, 5);
}
