import { Spinner } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { StateIcon } from './StateBadge.tsx';
import type { ShownError } from './ErrorCard.tsx';

export interface ChecklistLine {
  readonly id: string;
  readonly status: 'passed' | 'failed' | 'waiting' | 'running';
  readonly title: string;
  readonly detail: string;
  readonly time: string;
  readonly error: ShownError | null;
  readonly script: ReactNode;
}

export interface ChecklistProps {
  readonly lines: readonly ChecklistLine[];
  readonly whatToDo: string;
  /** For screen readers: how far it is. */
  readonly announcement: string;
  readonly words: Readonly<Record<ChecklistLine['status'], string>>;
}

function Mark({ status }: { readonly status: ChecklistLine['status'] }): ReactElement {
  if (status === 'running') return <Spinner size="tiny" aria-hidden="true" />;
  return <StateIcon state={status === 'passed' ? 'ready' : status === 'failed' ? 'failed' : 'empty'} />;
}

function FailedLine({
  line,
  whatToDo,
  word,
}: {
  readonly line: ChecklistLine;
  readonly whatToDo: string;
  readonly word: string;
}): ReactElement {
  return (
    <li className="check-line is-failed">
      <Mark status="failed" />
      <div className="check-failed">
        <p className="check-failed-head">
          <span className="strong">
            <span className="visually-hidden">{word}: </span>
            {line.title}
          </span>
          <span className="caption">{line.error?.detail ?? line.error?.code}</span>
        </p>
        <p>{line.error?.sentence ?? line.detail}</p>
        {line.error !== null && (
          <div className="remedy">
            <p className="strong">{whatToDo}</p>
            <p>{line.error.remedy}</p>
            {line.script}
          </div>
        )}
      </div>
    </li>
  );
}

/** Fills live: what passed is one quiet line with its fact, what failed opens itself with its remedy, what waits says so. */
export function Checklist({ lines, whatToDo, announcement, words }: ChecklistProps): ReactElement {
  return (
    <>
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
      <ol className="checklist">
        {lines.map((line) =>
          line.status === 'failed' ? (
            <FailedLine key={line.id} line={line} whatToDo={whatToDo} word={words.failed} />
          ) : (
            <li key={line.id} className={`check-line is-${line.status}`}>
              <Mark status={line.status} />
              <span className="check-title">
                <span className="visually-hidden">{words[line.status]}: </span>
                {line.title}
              </span>
              <span className="check-detail">{line.detail}</span>
              <span className="caption check-time">{line.time}</span>
            </li>
          ),
        )}
      </ol>
    </>
  );
}
