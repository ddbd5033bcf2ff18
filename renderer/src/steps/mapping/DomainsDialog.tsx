import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import { useState, type SyntheticEvent, type ReactElement } from 'react';
import type { WizardSettings } from '../../../../shared/contract/wizard/settings.ts';
import { useWords } from '../../text/useWords.ts';
import { TextField } from '../../ui/TextField.tsx';
import { parseDomains, parseRewrites, writeRewrites } from './domainText.ts';

export interface DomainsDialogProps {
  readonly settings: WizardSettings['mapping'];
  readonly onSave: (settings: WizardSettings['mapping']) => void;
  readonly onClose: () => void;
}

/** Which domains are inside, and which old ones become which new ones. */
export function DomainsDialog({ settings, onSave, onClose }: DomainsDialogProps): ReactElement {
  const { t } = useWords();
  const [accepted, setAccepted] = useState(settings.acceptedDomains.join(', '));
  const [rewrites, setRewrites] = useState(writeRewrites(settings.rewriteDomains));
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    onSave({ acceptedDomains: parseDomains(accepted), rewriteDomains: parseRewrites(rewrites) });
  }
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{t('mapping.domains')}</DialogTitle>
            <DialogContent className="fields">
              <TextField label={t('mapping.accepted')} hint={t('mapping.acceptedHint')} value={accepted} onChange={setAccepted} />
              <TextField label={t('mapping.rewrite')} hint={t('mapping.rewriteHint')} value={rewrites} onChange={setRewrites} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('paths.cancel')}</Button>
              <Button appearance="primary" type="submit">
                {t('mapping.suggest')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
