import { SearchBox, Select } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useWords } from '../../text/useWords.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useFrame } from '../../wizard/useWizard.ts';
import { differenceKey, SEVERITY_WORDS } from './rowWords.ts';
import type { PreviewWork, Severity } from './usePreview.ts';

const SEVERITIES: readonly Severity[] = ['adjusted', 'dropped', 'unsupported'];
const LONGEST = 60;

function toggle<T>(values: readonly T[], value: T): readonly T[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** Narrows the list by words, person, weight of the change, and its very reason. */
export function PreviewFilters({ work }: { readonly work: PreviewWork }): ReactElement {
  const { t } = useWords();
  const { facts } = useFrame();
  const { filter, setFilter } = work;
  const hash = facts.plan?.hash ?? '';
  const mailboxes = useAnswer('preview.mailboxes', {}, hash).value?.mailboxes ?? [];
  const summary = useAnswer('plan.summary', {}, hash).value;
  return (
    <div className="preview-filters">
      <SearchBox
        aria-label={t('preview.find')}
        placeholder={t('preview.find')}
        className="wide"
        value={filter.text}
        onChange={(_event, data) => setFilter({ text: data.value })}
      />
      <div className="field-row">
        <Select
          size="small"
          aria-label={t('preview.person')}
          value={filter.mailbox ?? ''}
          onChange={(_event, data) => setFilter({ mailbox: data.value || null })}
        >
          <option value="">{t('preview.everyone', { count: mailboxes.length })}</option>
          {mailboxes.map((mailbox) => (
            <option key={mailbox.mailbox} value={mailbox.mailbox}>
              {t('preview.personItems', { name: mailbox.name, count: mailbox.items })}
            </option>
          ))}
        </Select>
        <Select
          size="small"
          aria-label={t('preview.note')}
          value={filter.note}
          onChange={(_event, data) => setFilter({ note: data.value })}
        >
          <option value="">{t('preview.anyNote')}</option>
          {(summary?.byNote ?? []).map((note) => (
            <option key={note.code} value={note.code} title={note.sentence}>
              {t('preview.noteItems', { sentence: shorten(note.sentence), count: note.items })}
            </option>
          ))}
        </Select>
      </div>
      <div className="row" role="group" aria-label={t('preview.filters')}>
        {SEVERITIES.map((severity) => (
          <Chip
            key={severity}
            label={t(differenceKey(SEVERITY_WORDS[severity]))}
            isOn={filter.severities.includes(severity)}
            onToggle={() => setFilter({ severities: toggle(filter.severities, severity) })}
          />
        ))}
        <Chip
          label={t('preview.travel', { count: summary?.byKind['travel'] ?? 0 })}
          isOn={filter.kinds.includes('travel')}
          onToggle={() => setFilter({ kinds: toggle(filter.kinds, 'travel') })}
        />
        <Chip
          label={t('preview.leftOut', { count: summary?.skipped ?? 0 })}
          isOn={filter.show === 'skipped'}
          onToggle={() => setFilter({ show: filter.show === 'skipped' ? 'items' : 'skipped' })}
        />
      </div>
    </div>
  );
}
