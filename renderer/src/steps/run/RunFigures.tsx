import { MailOff20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { RunState } from '../../../../shared/contract/wizard/run.ts';
import type { Words } from '../../text/catalogue.ts';
import { duration, moment, percent } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { chartPoints, timeLeft } from './runWords.ts';

const CHART = { width: 180, height: 40 };
const SPOKEN_MS = 10_000;

/** Spoken at most every ten seconds. */
function Spoken({ text }: { readonly text: string }): ReactElement {
  const [shown, setShown] = useState(text);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    const timer = setInterval(() => setShown(latest.current), SPOKEN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="visually-hidden" role="status">
      {shown}
    </p>
  );
}

/** How fast it goes; once it is over, how long it took. */
function rateWords(run: RunState, words: Words): string {
  if (run.perMinute !== null) return words.t('run.rate', { count: Math.round(run.perMinute) });
  if (run.startedAt === null || run.endedAt === null) return words.t('run.rateUnknown');
  return words.t('run.time.took', { time: duration(words, (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000) });
}

function Rate({ run }: { readonly run: RunState }): ReactElement {
  const words = useWords();
  const { t } = words;
  const points = chartPoints(run.history, CHART.width, CHART.height);
  return (
    <div className="run-rate">
      <div>
        <p className="strong">{rateWords(run, words)}</p>
        <p className="caption">
          {run.backOff === null
            ? t('run.noBackOff')
            : t('run.backOff', { when: moment(words, run.backOff.at, new Date()), code: run.backOff.code })}
        </p>
      </div>
      {run.history.length > 1 && (
        <svg
          className="run-chart"
          viewBox={`0 0 ${String(CHART.width)} ${String(CHART.height)}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <polygon points={`0,${String(CHART.height)} ${points} ${String(CHART.width)},${String(CHART.height)}`} />
          <polyline points={points} />
        </svg>
      )}
    </div>
  );
}

/** One figure, one bar, an end as a range, and counters that add up. */
export function RunFigures({ run }: { readonly run: RunState }): ReactElement {
  const words = useWords();
  const { t, locale } = words;
  const share = percent(words, run.written, run.items);
  const left = timeLeft(run, words);
  const counters = [
    ['outside', run.couldSendOutside],
    ['twice', run.writtenTwice],
    ['done', run.mailboxes.done],
    ['atWork', run.mailboxes.writing],
    ['parked', run.mailboxes.parked],
    ['needYou', run.mailboxes.needsYou],
    ['waiting', run.mailboxes.waiting],
  ] as const;
  return (
    <>
      <div className="card run-figures">
        <div className="run-main">
          <div className="run-main-words">
            <p>
              <span className="run-share">{share}</span> {t('run.of', { written: run.written, count: run.items })}
            </p>
            <p className="run-left">
              <span className="strong">{left}</span>
              {left !== '' && <span className="caption">{t('run.learnt')}</span>}
            </p>
          </div>
          <ProgressLine label={t('run.progress')} value={run.items === 0 ? 0 : run.written / run.items} />
          <Spoken text={`${share} ${left}`} />
        </div>
        <Rate run={run} />
      </div>
      <ul className="counters" aria-label={t('run.counters')}>
        {counters.map(([key, value]) => (
          <li key={key}>
            {key === 'outside' && <MailOff20Regular className="state-icon state-ready" aria-hidden="true" />}
            <div>
              <span className="object-title">{value.toLocaleString(locale)}</span>
              <span className="caption">{t(`run.counter.${key}`)}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
