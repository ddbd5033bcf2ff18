import { Spinner } from '@fluentui/react-components';
import { Suspense, type ReactElement } from 'react';
import { useWords } from '../text/useWords.ts';
import { Rail } from './Rail.tsx';
import { STEPS } from './steps.ts';
import { useFrame } from './useWizard.ts';

/** Rail and step of an open project. */
export function WizardShell(): ReactElement {
  const { t } = useWords();
  const { current, project } = useFrame();
  const Step = STEPS.find(({ id }) => id === current)?.Component;
  return (
    <div className="shell">
      <Rail />
      <Suspense
        fallback={
          <main className="page page-waiting">
            <Spinner label={t('shell.loading')} />
          </main>
        }
      >
        {Step !== undefined && <Step key={`${project.path} ${current}`} />}
      </Suspense>
    </div>
  );
}
