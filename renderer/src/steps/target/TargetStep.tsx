import type { ReactElement } from 'react';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import { plainDay } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { Card } from '../../ui/Card.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Script } from '../../ui/Script.tsx';
import { StateIcon, type StateName } from '../../ui/StateBadge.tsx';
import { ConnectionChecks, countChecks, useChecklist } from '../../wizard/ConnectionChecks.tsx';
import { isBusy, jobOf } from '../../wizard/store.ts';
import { StepPage } from '../../wizard/StepPage.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useCopy } from '../../wizard/useCopy.ts';
import { useFrame } from '../../wizard/useWizard.ts';
import { TargetForm } from './TargetForm.tsx';
import './target.css';

type Abilities = ProcedureOutput<'target.abilities'>;
const ICONS: Readonly<Record<Abilities['abilities'][number]['status'], StateName>> = {
  ready: 'ready',
  warning: 'warning',
  failed: 'failed',
  unknown: 'empty',
};

/** The consequence people overlook: run, delta and undo all need EWS. */
function Retirement({ retirement }: { readonly retirement: NonNullable<Abilities['retirement']> }): ReactElement {
  const words = useWords();
  const { t } = words;
  return (
    <div className="banner retirement">
      <StateIcon state="warning" />
      <div>
        <p className="strong">{t('target.retirement', { day: plainDay(words, retirement.date), count: retirement.daysLeft })}</p>
        <p className="quiet">{t('target.retirementText')}</p>
      </div>
    </div>
  );
}

/** Ability, what was found, what it means. */
function AbilityTable({ abilities }: { readonly abilities: Abilities['abilities'] }): ReactElement {
  const { t } = useWords();
  return (
    <Card title={t('target.abilities')} lead={t('target.abilitiesLead')} isFlush>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('target.abilities')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('target.column.ability')}</th>
              <th scope="col">{t('target.column.found')}</th>
              <th scope="col">{t('target.column.means')}</th>
            </tr>
          </thead>
          <tbody>
            {abilities.map((ability) => (
              <tr key={ability.id}>
                <td>
                  <span className="state-badge strong">
                    <StateIcon state={ICONS[ability.status]} />
                    <span>
                      {t(`ability.${ability.id}`)}
                      <span className="visually-hidden">, {t(`ability.status.${ability.status}`)}</span>
                    </span>
                  </span>
                </td>
                <td>{ability.found}</td>
                <td className="quiet">{ability.means}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function useStatus(): { readonly state: StateName; readonly text: string } {
  const { t } = useWords();
  const frame = useFrame();
  const list = useChecklist('target');
  if (isBusy(jobOf(frame, 'target-test'))) return { state: 'running', text: t('target.status.testing') };
  const { failed } = countChecks(list?.steps ?? []);
  if (failed > 0) return { state: 'failed', text: t('source.status.failed', { count: failed }) };
  return (list?.testedAt ?? null) === null
    ? { state: 'empty', text: t('source.status.untested') }
    : { state: 'ready', text: t('target.status.ready') };
}

/** Step 4: the Exchange organization that receives the calendars. */
export function TargetStep(): ReactElement {
  const { t } = useWords();
  const copy = useCopy();
  const { facts, settings } = useFrame();
  const list = useChecklist('target');
  const answer = useAnswer('target.abilities', {}, `${facts.target?.testedAt ?? ''} ${list?.testedAt ?? ''} ${settings.target.flavour}`);
  const retirement = answer.value?.retirement ?? null;
  const script = answer.value?.allowScript ?? '';
  const isTested = (list?.testedAt ?? null) !== null;
  return (
    <StepPage
      step="target"
      title={t('step.target')}
      lead={t('target.lead')}
      status={useStatus()}
      isDone={facts.target !== null && facts.target.failed === 0}
    >
      {retirement !== null && <Retirement retirement={retirement} />}
      <div className="two-columns">
        <div className="fields">
          <TargetForm />
          {script !== '' && (
            <div className="fields">
              <div>
                <h2 className="section-title">{t('target.refused')}</h2>
                <p className="quiet">{t('target.refusedText')}</p>
              </div>
              <Script
                text={script}
                label={t('target.refused')}
                action={<CopyButton label={t('copy.copy')} doneLabel={t('copy.copied')} onCopy={() => copy(script)} />}
              />
            </div>
          )}
        </div>
        <div className="stack comes-first">
          <ConnectionChecks area="target" title={t('target.checks')} />
          {isTested && answer.value !== null && <AbilityTable abilities={answer.value.abilities} />}
        </div>
      </div>
    </StepPage>
  );
}
