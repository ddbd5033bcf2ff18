import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  SearchBox,
} from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import { useWords } from '../../text/useWords.ts';
import { PersonAvatar } from '../../ui/Person.tsx';

type Mailboxes = ProcedureOutput<'run.estimate'>['mailboxes'];

export interface PilotDialogProps {
  readonly mailboxes: Mailboxes;
  readonly chosen: readonly string[];
  readonly onChoose: (mailboxes: readonly string[]) => void;
  readonly onClose: () => void;
}

const SHOWN = 200;

/** Who takes part in the pilot. */
export function PilotDialog({ mailboxes, chosen, onChoose, onClose }: PilotDialogProps): ReactElement {
  const { t } = useWords();
  const [draft, setDraft] = useState<ReadonlySet<string>>(new Set(chosen));
  const [text, setText] = useState('');
  const found = mailboxes.filter(({ name, mailbox }) => `${name} ${mailbox}`.toLowerCase().includes(text.toLowerCase()));
  function toggle(mailbox: string): void {
    const next = new Set(draft);
    if (!next.delete(mailbox)) next.add(mailbox);
    setDraft(next);
  }
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('run.choosePeople')}</DialogTitle>
          <DialogContent className="fields">
            <SearchBox
              aria-label={t('mapping.find')}
              placeholder={t('mapping.find')}
              value={text}
              onChange={(_event, data) => setText(data.value)}
            />
            <ul className="pilot-list" tabIndex={0} aria-label={t('run.choosePeople')}>
              {found.slice(0, SHOWN).map(({ mailbox, name, kind, items }) => (
                <li key={mailbox}>
                  <Checkbox checked={draft.has(mailbox)} aria-label={name} onChange={() => toggle(mailbox)} />
                  <PersonAvatar name={name} kind={kind} size={24} />
                  <span className="two-lines">
                    <span>{name}</span>
                    <span className="caption">{mailbox}</span>
                  </span>
                  <span className="caption is-number">{t('count.items', { count: items })}</span>
                </li>
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onChoose([])}>{t('run.useProposal')}</Button>
            <Button appearance="primary" onClick={() => onChoose([...draft])}>
              {t('run.takePeople', { count: draft.size })}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
