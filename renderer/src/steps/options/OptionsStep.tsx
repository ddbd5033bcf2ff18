import { Checkbox, Field, SearchBox, Select, Switch } from '@fluentui/react-components';
import { Folder20Regular, MailOff20Regular, PeopleSync20Regular, Tag20Regular, VehicleCar20Filled } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import type { WizardSettings } from '../../../../shared/contract/wizard/settings.ts';
import { clockOf } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { Card } from '../../ui/Card.tsx';
import { ChoiceCards } from '../../ui/ChoiceCards.tsx';
import { PersonAvatar } from '../../ui/Person.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { StepPage } from '../../wizard/StepPage.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useFieldProblem } from '../../wizard/useFieldProblem.ts';
import { useFrame, useWizard } from '../../wizard/useWizard.ts';
import { fromLocalTime, toLocalTime } from './localTime.ts';
import './options.css';

type Options = WizardSettings['options'];
interface PartProps {
  readonly options: Options;
  readonly onChange: (change: Partial<Options>) => void;
}

function Period({ options, onChange }: PartProps): ReactElement {
  const { t } = useWords();
  const problem = useFieldProblem('options');
  const zones = useAnswer('options.timeZones', {}).value?.timeZones ?? [options.timeZone];
  const months = (text: string): void => {
    const horizonMonths = Number(text);
    if (Number.isInteger(horizonMonths) && horizonMonths >= 1) onChange({ horizonMonths });
  };
  return (
    <Card title={t('options.period')} lead={t('options.periodLead')}>
      <div className="fields">
        <div className="field-row">
          <TextField
            id="options-from"
            type="date"
            label={t('options.from')}
            value={options.from ?? ''}
            problem={problem('from')}
            onChange={(from) => onChange({ from: from || null })}
          />
          <TextField
            id="options-to"
            type="date"
            label={t('options.to')}
            value={options.to ?? ''}
            problem={problem('to')}
            onChange={(to) => onChange({ to: to || null })}
          />
        </div>
        <div className="field-row">
          <TextField
            id="options-cutOver"
            type="datetime-local"
            label={t('options.cutOver')}
            hint={t('options.cutOverHint')}
            value={toLocalTime(options.cutOver)}
            onChange={(text) => onChange({ cutOver: fromLocalTime(text) })}
          />
          <TextField
            id="options-horizonMonths"
            type="number"
            label={t('options.horizon')}
            hint={t('options.horizonHint')}
            value={String(options.horizonMonths)}
            onChange={months}
          />
        </div>
        <Field label={t('options.zone')} hint={t('options.zoneHint')}>
          <Select id="options-timeZone" value={options.timeZone} onChange={(_event, data) => onChange({ timeZone: data.value })}>
            {[...new Set([options.timeZone, ...zones])].map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        </Field>
      </div>
    </Card>
  );
}

function Meetings({ options, onChange }: PartProps): ReactElement {
  const { t } = useWords();
  return (
    <Card title={t('options.meetings')} lead={t('options.meetingsLead')}>
      <div className="fields">
        <ChoiceCards
          label={t('options.meetings')}
          value={options.meetings}
          onChange={(meetings) => onChange({ meetings })}
          choices={[
            { value: 'live', title: t('options.live'), text: t('options.liveText'), icon: <PeopleSync20Regular /> },
            { value: 'silent', title: t('options.silent'), text: t('options.silentText'), icon: <MailOff20Regular /> },
          ]}
        />
        <SelectField
          label={t('options.crossing')}
          hint={t('options.crossingHint')}
          value={options.crossing}
          options={[
            { value: 'wait', label: t('options.crossing.wait') },
            { value: 'silent', label: t('options.crossing.silent') },
          ]}
          onChange={(crossing) => onChange({ crossing })}
        />
        <Checkbox
          label={t('options.responses')}
          checked={options.responsesInBody}
          onChange={(_event, data) => onChange({ responsesInBody: data.checked === true })}
        />
      </div>
    </Card>
  );
}

function Calendars({ options, onChange }: PartProps): ReactElement {
  const { t } = useWords();
  return (
    <Card title={t('options.calendars')} lead={t('options.calendarsLead')}>
      <ChoiceCards
        label={t('options.calendars')}
        value={options.calendars}
        onChange={(calendars) => onChange({ calendars })}
        choices={[
          { value: 'category', title: t('options.category'), text: t('options.categoryText'), icon: <Tag20Regular /> },
          { value: 'folder', title: t('options.folder'), text: t('options.folderText'), icon: <Folder20Regular /> },
        ]}
      />
    </Card>
  );
}

/** How a travel block will look, made of an event of this project. */
function Travel({ options, onChange }: PartProps): ReactElement {
  const { t } = useWords();
  const { travelTime } = options;
  const set = (change: Partial<Options['travelTime']>): void => onChange({ travelTime: { ...travelTime, ...change } });
  const sample = useAnswer(
    'options.sampleTravel',
    travelTime.enabled ? { title: travelTime.title, showAs: travelTime.showAs } : null,
  ).value;
  return (
    <Card
      title={t('options.travel')}
      lead={t('options.travelLead')}
      action={
        <Switch aria-label={t('options.travel')} checked={travelTime.enabled} onChange={(_event, data) => set({ enabled: data.checked })} />
      }
    >
      {travelTime.enabled && (
        <div className="fields">
          <div className="field-row">
            <TextField
              id="options-travelTime.title"
              label={t('options.travelTitle')}
              value={travelTime.title}
              onChange={(title) => set({ title })}
            />
            <SelectField
              label={t('options.showAs')}
              value={travelTime.showAs}
              options={[
                { value: 'OOF', label: t('showAs.OOF') },
                { value: 'Busy', label: t('showAs.Busy') },
              ]}
              onChange={(showAs) => set({ showAs })}
            />
          </div>
          {sample !== null && (
            <div
              className="sample-day"
              role="img"
              aria-label={t('options.sample', { title: sample.block.subject, event: sample.event.subject })}
            >
              <span className="caption">{clockOf(sample.block.start)}</span>
              <span className={`sample-block ${sample.block.showAs === 'OOF' ? 'is-oof' : ''}`}>
                <VehicleCar20Filled aria-hidden="true" />
                <span className="strong">{sample.block.subject}</span>
                <span>{t(`showAs.${sample.block.showAs}`)}</span>
              </span>
              <span className="caption">{clockOf(sample.event.start)}</span>
              <span className="sample-block">
                <span className="strong">{sample.event.subject}</span>
                <span>{t('value.span', { from: clockOf(sample.event.start), to: clockOf(sample.event.end) })}</span>
              </span>
            </div>
          )}
          {sample !== null && (
            <p className="caption">{t(sample.isInvented ? 'options.sampleInvented' : 'options.sampleReal', { count: sample.minutes })}</p>
          )}
        </div>
      )}
    </Card>
  );
}

const SHOWN = 200;

function Scope({ options, onChange }: PartProps): ReactElement {
  const { t } = useWords();
  const { facts } = useFrame();
  const problem = useFieldProblem('options');
  const [text, setText] = useState('');
  const mailboxes = useAnswer('options.mailboxes', {}, facts.mapping?.fingerprint ?? '').value?.mailboxes ?? [];
  const isAll = options.scope === 'all';
  const chosen = new Set(options.scope === 'all' ? [] : options.scope);
  const found = mailboxes.filter(({ name, mailbox }) => `${name} ${mailbox}`.toLowerCase().includes(text.toLowerCase()));
  function toggle(mailbox: string): void {
    const next = new Set(chosen);
    if (!next.delete(mailbox)) next.add(mailbox);
    onChange({ scope: [...next] });
  }
  const missing = problem('scope');
  return (
    <Card
      title={t('options.scope')}
      lead={
        isAll ? t('options.scopeAll', { count: mailboxes.length }) : t('options.scopeSome', { count: chosen.size, all: mailboxes.length })
      }
      action={
        <Switch
          id="options-scope"
          label={t('options.everyone')}
          labelPosition="before"
          checked={isAll}
          onChange={(_event, data) => onChange({ scope: data.checked ? 'all' : mailboxes.map(({ mailbox }) => mailbox) })}
        />
      }
    >
      {!isAll && (
        <div className="fields">
          <SearchBox
            aria-label={t('mapping.find')}
            placeholder={t('mapping.find')}
            value={text}
            onChange={(_event, data) => setText(data.value)}
          />
          {missing !== undefined && <p className="strong">{missing}</p>}
          <ul className="scope-list" tabIndex={0} aria-label={t('options.scope')}>
            {found.slice(0, SHOWN).map(({ mailbox, name, kind, events }) => (
              <li key={mailbox}>
                <Checkbox checked={chosen.has(mailbox)} aria-label={name} onChange={() => toggle(mailbox)} />
                <PersonAvatar name={name} kind={kind} size={24} />
                <span className="two-lines">
                  <span>{name}</span>
                  <span className="caption">{mailbox}</span>
                </span>
                <span className="is-number caption">{t('rail.events', { count: events })}</span>
              </li>
            ))}
          </ul>
          {found.length > SHOWN && <p className="caption">{t('options.moreMailboxes', { count: found.length - SHOWN })}</p>}
        </div>
      )}
    </Card>
  );
}

/** Step 6: whose, from when, and how. */
export function OptionsStep(): ReactElement {
  const { t } = useWords();
  const wizard = useWizard();
  const { settings } = useFrame();
  const { options } = settings;
  const onChange = (change: Partial<Options>): void => wizard.change({ step: 'options', settings: { ...options, ...change } });
  const part = { options, onChange };
  return (
    <StepPage step="options" title={t('options.title')} lead={t('options.lead')}>
      <div className="options-columns">
        <div className="stack">
          <Scope {...part} />
          <Period {...part} />
          <Calendars {...part} />
        </div>
        <div className="stack">
          <Meetings {...part} />
          <Travel {...part} />
        </div>
      </div>
    </StepPage>
  );
}
