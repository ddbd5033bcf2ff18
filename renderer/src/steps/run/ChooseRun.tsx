import { Avatar, Button } from '@fluentui/react-components';
import {
  ArrowUndo20Regular,
  CalendarLtr20Regular,
  DocumentSearch20Regular,
  Eye20Regular,
  MailInbox20Regular,
  MailOff20Regular,
  People20Regular,
  PersonAvailable20Regular,
  PlayCircle20Regular,
} from '@fluentui/react-icons';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import { duration, percent } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import type { Words } from '../../text/catalogue.ts';
import { ChoiceCards } from '../../ui/ChoiceCards.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { JobCard } from '../../wizard/JobCard.tsx';
import { isBusy, jobOf } from '../../wizard/store.ts';
import { StepPage } from '../../wizard/StepPage.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useAction, useFrame, useWizard } from '../../wizard/useWizard.ts';
import { PilotDialog } from './PilotDialog.tsx';
import { Warnings } from './Warnings.tsx';

type Choice = 'dry-run' | 'pilot' | 'everyone';
type Estimate = ProcedureOutput<'run.estimate'>;
const PILOT = 12;
const FACES = 9;

/** The deed with its number: «Migrate 214 meetings for 12 people to contoso.com». */
export function deedOf(choice: Choice, estimate: Estimate, { t }: Words): string {
  const meetings = estimate.byKind['meeting'] ?? 0;
  if (choice === 'dry-run') return t('run.deed.dryRun', { count: estimate.items });
  const rooms = estimate.mailboxes.filter(({ kind }) => kind === 'room' || kind === 'resource').length;
  const persons = estimate.mailboxes.length - rooms;
  const whose = [
    ...(persons > 0 || rooms === 0 ? [t('run.people', { count: persons })] : []),
    ...(rooms > 0 ? [t('run.rooms', { count: rooms })] : []),
  ];
  const people = whose.length === 2 ? t('run.peopleAndRooms', { people: whose[0] ?? '', rooms: whose[1] ?? '' }) : (whose[0] ?? '');
  const { destination } = estimate;
  return meetings > 0
    ? t('run.deed.meetings', { count: meetings, people, destination })
    : t('run.deed.items', { count: estimate.items, people, destination });
}

function Fact({ icon, title, text }: { readonly icon: ReactNode; readonly title: string; readonly text: string }): ReactElement {
  return (
    <li className="run-fact">
      {icon}
      <div>
        <p className="strong">{title}</p>
        <p className="quiet">{text}</p>
      </div>
    </li>
  );
}

/** What will happen, and what undo can do about it. */
function Consequences({
  estimate,
  choice,
  children,
}: {
  readonly estimate: Estimate;
  readonly choice: Choice;
  readonly children: ReactNode;
}): ReactElement {
  const { t } = useWords();
  const { byKind, destination } = estimate;
  const isLive = (estimate.byMode['live'] ?? 0) > 0;
  const parts = (['meeting', 'guest-copy', 'appointment', 'travel', 'task'] as const)
    .filter((kind) => (byKind[kind] ?? 0) > 0)
    .map((kind) => t(`count.${kind}`, { count: byKind[kind] ?? 0 }))
    .join(', ');
  return (
    <div className="run-columns">
      <section aria-labelledby="will-title">
        <h2 className="section-title" id="will-title">
          {t('run.willHappen')}
        </h2>
        <ul>
          <Fact
            icon={<CalendarLtr20Regular aria-hidden="true" />}
            title={
              choice === 'dry-run'
                ? t('run.checked', { count: estimate.items })
                : t('run.written', { count: estimate.items - estimate.alreadyWritten })
            }
            text={estimate.alreadyWritten > 0 ? t('run.partsAlready', { parts, count: estimate.alreadyWritten }) : parts}
          />
          {isLive && choice !== 'dry-run' && (
            <Fact icon={<MailInbox20Regular aria-hidden="true" />} title={t('run.inside', { destination })} text={t('run.insideText')} />
          )}
          <Fact
            icon={<MailOff20Regular aria-hidden="true" />}
            title={t('run.outside', { destination })}
            text={estimate.outsideGuests === null ? t('run.outsideUnknown') : t('run.outsideText', { count: estimate.outsideGuests })}
          />
        </ul>
      </section>
      <section aria-labelledby="undo-title">
        <h2 className="section-title" id="undo-title">
          {t('run.undo')}
        </h2>
        <ul>
          <Fact icon={<ArrowUndo20Regular aria-hidden="true" />} title={t('run.undoCan')} text={t('run.undoCanText')} />
          <Fact icon={<Eye20Regular aria-hidden="true" />} title={t('run.undoCannot')} text={t('run.undoCannotText')} />
        </ul>
        {children}
      </section>
    </div>
  );
}

/** Step 8, before: dry run, pilot or everyone, and the named button. */
export function ChooseRun({ onCancel }: { readonly onCancel: (() => void) | null }): ReactElement {
  const words = useWords();
  const { t } = words;
  const wizard = useWizard();
  const frame = useFrame();
  const action = useAction();
  const [isChoosing, setChoosing] = useState(false);
  const { run } = frame.settings;
  const hash = `${frame.facts.plan?.hash ?? ''} ${String(frame.facts.run?.written ?? 0)}`;
  const proposal = useAnswer('run.proposePilot', { count: PILOT }, hash).value;
  const pilot = run.mailboxes.length > 0 ? run.mailboxes : (proposal?.mailboxes ?? []);
  const everyone = useAnswer('run.estimate', { choice: 'everyone' }, hash);
  const few = useAnswer('run.estimate', { choice: 'pilot', mailboxes: [...pilot] }, hash);
  const dry = useAnswer('run.estimate', { choice: 'dry-run' }, hash);
  const estimate = run.choice === 'everyone' ? everyone : run.choice === 'pilot' ? few : dry;
  const issues = frame.steps.find(({ id }) => id === 'run')?.issues.filter(({ level }) => level === 'warning') ?? [];
  const open = issues.filter(({ isAcknowledged }) => !isAcknowledged);
  const dryJob = jobOf(frame, 'dry-run');
  const fact = (value: Estimate | null): { fact?: string } =>
    value === null ? {} : { fact: t('run.fact', { count: value.items, time: duration(words, value.seconds) }) };

  function start(): void {
    const warning = document.querySelector<HTMLElement>('[data-warning="open"]');
    if (warning !== null) {
      warning.focus();
      return;
    }
    void action.run('run.start', { choice: run.choice, mailboxes: run.choice === 'pilot' ? [...pilot] : [] });
  }
  const change = (settings: Partial<typeof run>): void => wizard.change({ step: 'run', settings: { ...run, ...settings } });

  return (
    <StepPage
      step="run"
      title={t('step.run')}
      lead={t('run.lead')}
      actions={onCancel === null ? undefined : <Button onClick={onCancel}>{t('run.backToRun')}</Button>}
      status={
        open.length > 0
          ? { state: 'warning', text: t('run.status.confirm', { count: open.length }) }
          : issues.length > 0
            ? { state: 'warning', text: t('run.status.confirmed', { count: issues.length }) }
            : null
      }
      primary={
        <Button
          appearance="primary"
          size="large"
          className="named-button"
          icon={<PlayCircle20Regular />}
          disabledFocusable={estimate.value === null || action.isBusy || isBusy(dryJob)}
          onClick={start}
          data-action="start-run"
        >
          {estimate.value === null ? t('run.counting') : deedOf(run.choice, estimate.value, words)}
        </Button>
      }
    >
      <div className="stack">
        {action.error !== null && <ErrorCard error={action.error} />}
        {estimate.error !== null && <ErrorCard error={estimate.error} />}
        <JobCard job={dryJob} title={t('run.dryRunning')} />
        {dryJob?.status === 'done' && (
          <p>
            <StateBadge state="ready">{t('run.dryDone', { count: dryJob.done })}</StateBadge>
          </p>
        )}
        <div className="stack is-tight">
          <ChoiceCards<Choice>
            label={t('run.choice')}
            value={run.choice}
            onChange={(choice) => change({ choice })}
            choices={[
              {
                value: 'dry-run',
                title: t('run.dryRun'),
                text: t('run.dryRunText'),
                icon: <DocumentSearch20Regular />,
                ...fact(dry.value),
              },
              { value: 'pilot', title: t('run.pilot'), text: t('run.pilotText'), icon: <PersonAvailable20Regular />, ...fact(few.value) },
              {
                value: 'everyone',
                title: t('run.everyone'),
                text: t('run.everyoneText', { count: everyone.value?.mailboxes.length ?? 0 }),
                icon: <People20Regular />,
                ...fact(everyone.value),
              },
            ]}
          />
          {run.choice === 'pilot' && few.value !== null && (
            <div className="card pilot">
              <div>
                <p className="strong">{t('run.pilotGroup', { count: few.value.mailboxes.length })}</p>
                <p className="caption">
                  {run.mailboxes.length > 0 || proposal === null
                    ? t('run.pilotYours')
                    : t('run.pilotWhy', { share: percent(words, proposal.insideShare, 1) })}
                </p>
              </div>
              <span className="foot-space" />
              <span className="faces" aria-hidden="true">
                {few.value.mailboxes.slice(0, FACES).map(({ mailbox, name }) => (
                  <Avatar key={mailbox} name={name} size={28} color="colorful" />
                ))}
              </span>
              {few.value.mailboxes.length > FACES && (
                <span className="caption">{t('run.andMore', { count: few.value.mailboxes.length - FACES })}</span>
              )}
              <Button size="small" onClick={() => setChoosing(true)}>
                {t('run.choosePeople')}
              </Button>
            </div>
          )}
        </div>
        {estimate.value !== null && (
          <Consequences estimate={estimate.value} choice={run.choice}>
            <Warnings issues={issues} />
          </Consequences>
        )}
      </div>
      {isChoosing && (
        <PilotDialog
          mailboxes={everyone.value?.mailboxes ?? []}
          chosen={pilot}
          onClose={() => setChoosing(false)}
          onChoose={(mailboxes) => {
            change({ mailboxes });
            setChoosing(false);
          }}
        />
      )}
    </StepPage>
  );
}
