import { Button } from '@fluentui/react-components';
import { useState, type ReactElement, type RefObject } from 'react';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import { isMessageKey, type Words } from '../../text/catalogue.ts';
import { useWords } from '../../text/useWords.ts';
import { DiffView } from '../../ui/DiffView.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { StateIcon } from '../../ui/StateBadge.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';

type Summary = NonNullable<ProcedureOutput<'verify.summary'>['summary']>;
type Kind = Summary['causes'][number]['kind'];

const SHOWN = 100;

function fieldWord(field: string, { t }: Words): string {
  const key = `field.${field}`;
  return isMessageKey(key) ? t(key) : field;
}

/** The rows of one cause. */
function Rows({
  kind,
  field,
  mailbox,
  revision,
}: {
  readonly kind: Kind | null;
  readonly field: string | null;
  readonly mailbox: string | null;
  readonly revision: string;
}): ReactElement {
  const { t } = useWords();
  const { value, error } = useAnswer('verify.differences', { kind, field, mailbox, limit: SHOWN }, revision);
  if (error !== null) return <ErrorCard error={error} />;
  return (
    <div className="difference-rows">
      <DiffView
        label={t('verify.rows')}
        heads={{ name: t('run.column.mailbox'), was: t('verify.column.planned'), became: t('verify.column.found') }}
        rows={(value?.rows ?? []).map((row, index) => ({
          key: `${row.key} ${row.field} ${String(index)}`,
          name: row.name,
          was: row.source === '' ? '–' : row.source,
          became: row.target === '' ? '–' : row.target,
        }))}
      />
      {value !== null && value.total > SHOWN && <p className="caption">{t('verify.moreRows', { count: value.total - SHOWN })}</p>}
    </div>
  );
}

export interface DifferencesProps {
  readonly summary: Summary;
  readonly mailbox: string | null;
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly onClearMailbox: () => void;
}

/** Differences by cause, most first; each opens its rows. */
export function Differences({ summary, mailbox, frame, onClearMailbox }: DifferencesProps): ReactElement {
  const words = useWords();
  const { t, locale } = words;
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section aria-labelledby="differences-title" className="stack is-tight">
      <div ref={frame} tabIndex={-1} className="mailboxes-head differences-head">
        <h2 className="section-title" id="differences-title">
          {summary.differences === 0
            ? t('verify.noDifferences')
            : t('verify.differences', { count: summary.differences, causes: summary.causes.length })}
        </h2>
        {mailbox !== null && (
          <Button size="small" onClick={onClearMailbox}>
            {t('verify.allMailboxes')}
          </Button>
        )}
      </div>
      {mailbox !== null && (
        <div className="card">
          <p className="caption difference-of">{t('verify.only', { mailbox })}</p>
          <Rows kind={null} field={null} mailbox={mailbox} revision={summary.verifiedAt} />
        </div>
      )}
      {summary.causes.length > 0 && (
        <ul className="card">
          {summary.causes.map((cause) => {
            const id = `${cause.kind} ${cause.field}`;
            return (
              <li key={id} className="cause">
                <div className="cause-line">
                  <StateIcon state={cause.kind === 'missing' ? 'failed' : 'warning'} />
                  <span className="strong is-number">{cause.differences.toLocaleString(locale)}</span>
                  <span>{t(`verify.cause.${cause.kind}`, { field: fieldWord(cause.field, words) })}</span>
                  <span className="quiet">{t('verify.inMailboxes', { count: cause.mailboxes })}</span>
                  <Button size="small" aria-expanded={open === id} onClick={() => setOpen(open === id ? null : id)}>
                    {t(open === id ? 'verify.hide' : 'verify.show')}
                  </Button>
                </div>
                {open === id && <Rows kind={cause.kind} field={cause.field} mailbox={null} revision={summary.verifiedAt} />}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
