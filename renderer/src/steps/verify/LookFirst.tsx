import { Button } from '@fluentui/react-components';
import { DocumentSearch20Regular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import type { Job } from '../../../../shared/contract/wizard/jobs.ts';
import { useWords } from '../../text/useWords.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { JobCard } from '../../wizard/JobCard.tsx';
import { isBusy, jobOf } from '../../wizard/store.ts';
import { useAction, useFrame, type Action } from '../../wizard/useWizard.ts';

export interface Look {
  readonly kind: 'delta' | 'undo';
  readonly action: Action;
  readonly check: Job | null;
  readonly act: Job | null;
  /** Another one whenever there may be another outcome. */
  readonly revision: string;
}

/** What is looked at before it is done: both jobs, and how they are started. */
export function useLook(kind: Look['kind']): Look {
  const frame = useFrame();
  const action = useAction();
  const [check, act] = [jobOf(frame, `${kind}-check`), jobOf(frame, kind)];
  const revision = [check?.endedAt, act?.endedAt, frame.truth.written].join(' ');
  return { kind, action, check, act, revision };
}

export interface LookFirstProps {
  readonly look: Look;
  readonly doing: string;
  /** The named button, once a look found something to do. */
  readonly offer: { readonly icon: ReactElement; readonly words: string } | null;
  /** Null before the first look. */
  readonly outcome: ReactElement | null;
  readonly children?: ReactNode;
}

/** Looks first, tells what was found, and only then offers the named button. */
export function LookFirst({ look, doing, offer, outcome, children }: LookFirstProps): ReactElement {
  const { t } = useWords();
  const { kind, action, check, act } = look;
  const isAtWork = isBusy(check) || isBusy(act);
  const lookAgain = (): void => void action.run(`${kind}.check`, {});
  return (
    <Card title={t(`${kind}.title`)} lead={t(`${kind}.lead`)}>
      <div className="stack is-tight">
        {action.error !== null && <ErrorCard error={action.error} />}
        <JobCard job={isBusy(act) ? null : check} title={t(`${kind}.checking`)} onRetry={lookAgain} />
        <JobCard job={isBusy(check) ? null : act} title={doing} onRetry={lookAgain} />
        {!isAtWork && outcome}
        {!isAtWork && (
          <div className="row">
            {offer !== null && (
              <Button
                icon={offer.icon}
                disabledFocusable={action.isBusy}
                onClick={() => void action.run(`${kind}.start`, {})}
                data-action={kind}
              >
                {offer.words}
              </Button>
            )}
            <Button
              icon={<DocumentSearch20Regular />}
              appearance={outcome === null ? 'secondary' : 'subtle'}
              disabledFocusable={action.isBusy}
              onClick={lookAgain}
              data-action={`${kind}-check`}
            >
              {t(outcome === null ? `${kind}.check` : 'undo.checkAgain')}
            </Button>
          </div>
        )}
        {children}
      </div>
    </Card>
  );
}

export interface FoundItemsProps<Row> {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly cells: (row: Row) => readonly ReactNode[];
  /** How many there are beyond these, in words. */
  readonly more: string | null;
}

/** The first of the items an outcome counts, each with what becomes of it. */
export function FoundItems<Row>({ label, columns, rows, keyOf, cells, more }: FoundItemsProps<Row>): ReactElement {
  return (
    <div className="kept-list" tabIndex={0} role="group" aria-label={label}>
      <table className="plain-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {cells(row).map((cell, index) => (
                <td key={columns[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more !== null && <p className="caption">{more}</p>}
    </div>
  );
}
