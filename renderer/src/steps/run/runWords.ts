import type { RunMailbox, RunState } from '../../../../shared/contract/wizard/run.ts';
import type { Words } from '../../text/catalogue.ts';
import { countdown, duration } from '../../text/time.ts';
import type { StateName } from '../../ui/StateBadge.tsx';

export const MAILBOX_ICONS: Readonly<Record<RunMailbox['state'], StateName>> = {
  waiting: 'waiting',
  writing: 'writing',
  parked: 'parked',
  'needs-you': 'failed',
  done: 'ready',
};

/** Seconds until a moment, never below zero. */
export function secondsUntil(iso: string, now: number): number {
  return Math.max(0, (Date.parse(iso) - now) / 1000);
}

/** The last column: what is left, when it goes on, how long it took. */
export function mailboxTime(mailbox: RunMailbox, words: Words, now: number): string {
  const { t } = words;
  switch (mailbox.state) {
    case 'parked':
      return mailbox.parkedUntil === null
        ? t('run.time.parked')
        : t('run.time.goesOn', { time: countdown(secondsUntil(mailbox.parkedUntil, now)) });
    case 'needs-you':
      return t('run.time.retry');
    case 'done':
      return mailbox.startedAt === null || mailbox.endedAt === null
        ? ''
        : t('run.time.took', { time: duration(words, (Date.parse(mailbox.endedAt) - Date.parse(mailbox.startedAt)) / 1000) });
    case 'writing':
      return mailbox.secondsLeft === null ? '' : duration(words, mailbox.secondsLeft);
    case 'waiting':
      return mailbox.secondsLeft === null ? '' : t('run.time.in', { time: duration(words, mailbox.secondsLeft) });
  }
}

/** What a mailbox is doing, in words. */
export function mailboxState(mailbox: RunMailbox, { t }: Words): string {
  if (mailbox.state === 'needs-you') return mailbox.refused > 0 ? t('run.refused', { count: mailbox.refused }) : t('run.state.needs-you');
  return t(`run.state.${mailbox.state}`);
}

/** The range of a run's end, learnt from the run itself; '' before there is something to learn from. */
export function timeLeft({ secondsLeft }: Pick<RunState, 'secondsLeft'>, words: Words): string {
  if (secondsLeft === null) return '';
  const [least, most] = [duration(words, secondsLeft.least), duration(words, secondsLeft.most)];
  return least === most ? words.t('run.left', { time: most }) : words.t('run.leftBetween', { least, most });
}

/** Points of a small chart, newest at the right; the highest value reaches the top. */
export function chartPoints(history: readonly number[], width: number, height: number): string {
  const most = Math.max(1, ...history);
  const step = history.length > 1 ? width / (history.length - 1) : width;
  return history.map((value, index) => `${(index * step).toFixed(1)},${(height - (value / most) * height).toFixed(1)}`).join(' ');
}

/** Whether a run is on its way, or only waits to go on. */
export function isUnderWay({ status }: Pick<RunState, 'status'>): boolean {
  return status === 'running' || status === 'pausing' || status === 'stopping';
}
