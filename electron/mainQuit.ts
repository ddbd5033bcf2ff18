import type { MessageBoxOptions } from 'electron';

/** The question before the program is closed under a run. The safe answer is the default and the one of Escape. */
export const QUIT_QUESTION: MessageBoxOptions = {
  type: 'question',
  title: 'Godwit',
  message: 'The run is still going on.',
  detail:
    'If you quit now, what is on its way is finished first, and the run stops. Open the project again and it goes on exactly there; nothing is written twice.',
  buttons: ['Keep running', 'Stop and quit'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
};

export interface QuitParts {
  readonly isBusy: () => boolean;
  readonly ask: (question: MessageBoxOptions) => Promise<{ readonly response: number }>;
  /** Stops what runs and closes the project. */
  readonly closeProject: () => Promise<void>;
  readonly quit: () => void;
}

/**
 * What happens when the window is to be closed or the program to be quit: never at once, because a run must be asked about and the project
 * file closed; once both is done, for good.
 */
export function quitGuard({ isBusy, ask, closeProject, quit }: QuitParts): (event: { preventDefault(): void }) => void {
  let isReady = false;
  let isAsking = false;

  async function leave(): Promise<void> {
    if (isBusy()) {
      const { response } = await ask(QUIT_QUESTION);
      if (response !== 1) return;
    }
    await closeProject();
    isReady = true;
    quit();
  }

  return (event) => {
    if (isReady) return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    void leave().finally(() => {
      isAsking = false;
    });
  };
}
