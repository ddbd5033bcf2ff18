import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import { useState, type SyntheticEvent, type ReactElement } from 'react';
import type { OpenPurpose, SavePurpose } from '../../../shared/contract/wizard/host.ts';
import { useWords } from '../text/useWords.ts';
import { TextField } from '../ui/TextField.tsx';
import { useView, useWizard } from './useWizard.ts';

interface Prompt {
  readonly purpose: OpenPurpose | SavePurpose;
  readonly suggested: string;
  readonly answer: (path: string | null) => void;
}

export interface Paths {
  /** A file that is there; null when it was cancelled. */
  readonly open: (purpose: OpenPurpose) => Promise<string | null>;
  /** Where to write; null when it was cancelled. */
  readonly save: (purpose: SavePurpose, suggestedName: string) => Promise<string | null>;
  /** Must be drawn somewhere: the field for hosts without file dialogs. */
  readonly dialog: ReactElement | null;
}

function PathDialog({ prompt }: { readonly prompt: Prompt }): ReactElement {
  const { t } = useWords();
  const [path, setPath] = useState(prompt.suggested);
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (path.trim() !== '') prompt.answer(path.trim());
  }
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && prompt.answer(null)}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{t(`paths.title.${prompt.purpose}`)}</DialogTitle>
            <DialogContent>
              <TextField label={t('paths.label')} hint={t('paths.hint')} value={path} onChange={setPath} />
            </DialogContent>
            <DialogActions>
              <Button onClick={() => prompt.answer(null)}>{t('paths.cancel')}</Button>
              <Button appearance="primary" type="submit">
                {t(`paths.deed.${prompt.purpose}`)}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

/** Asks for paths: in the system's own dialog, or in a field where there is none. */
export function usePaths(): Paths {
  const wizard = useWizard();
  const hasDialogs = useView((view) => view.host?.hasFileDialogs === true);
  const projectPath = useView((view) => view.state?.project.path ?? '');
  const [prompt, setPrompt] = useState<Prompt | null>(null);

  function ask(purpose: OpenPurpose | SavePurpose, suggested: string): Promise<string | null> {
    return new Promise((resolve) => {
      const answer = (path: string | null): void => {
        setPrompt(null);
        resolve(path);
      };
      setPrompt({ purpose, suggested, answer });
    });
  }

  return {
    open: async (purpose) => {
      if (!hasDialogs) return ask(purpose, '');
      const reply = await wizard.call('host.chooseFiles', { purpose });
      return reply.ok ? (reply.value.paths[0] ?? null) : null;
    },
    save: async (purpose, suggestedName) => {
      // Beside the project, where it is found again.
      if (!hasDialogs) return ask(purpose, `${projectPath.replace(/[^/\\]*$/, '')}${suggestedName}`);
      const reply = await wizard.call('host.chooseSavePath', { purpose, suggestedName });
      return reply.ok ? reply.value.path : null;
    },
    dialog: prompt === null ? null : <PathDialog prompt={prompt} />,
  };
}
