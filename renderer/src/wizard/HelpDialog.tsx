import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { QuestionCircle20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useWords } from '../text/useWords.ts';
import { useView, useWizard } from './useWizard.ts';

const KEYS = ['steps', 'back', 'rows', 'open', 'panes', 'differences', 'takeBack'] as const;

/** What the keys do, and the way to the documentation. */
export function HelpDialog(): ReactElement {
  const { t } = useWords();
  const wizard = useWizard();
  const host = useView((view) => view.host);
  return (
    <Dialog>
      <DialogTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<QuestionCircle20Regular />}>
          {t('help.open')}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('help.title')}</DialogTitle>
          <DialogContent>
            <p className="quiet">{t('help.lead', { version: host?.version ?? '' })}</p>
            <dl className="keys">
              {KEYS.map((key) => (
                <div key={key}>
                  <dt>
                    <kbd>{t(`help.keys.${key}`)}</kbd>
                  </dt>
                  <dd>{t(`help.does.${key}`)}</dd>
                </div>
              ))}
            </dl>
          </DialogContent>
          <DialogActions>
            {host?.pages.includes('documentation') === true && (
              <Button onClick={() => void wizard.call('host.openPage', { page: 'documentation' })}>{t('help.documentation')}</Button>
            )}
            <DialogTrigger disableButtonEnhancement>
              <Button appearance="primary">{t('help.close')}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
