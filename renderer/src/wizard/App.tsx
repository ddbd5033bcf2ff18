import { createDOMRenderer, FluentProvider, RendererProvider, Spinner, teamsHighContrastTheme } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useMemo, type ReactElement } from 'react';
import { chooseLanguage, createWords } from '../text/catalogue.ts';
import { useWords, WordsContext } from '../text/useWords.ts';
import { ErrorCard } from '../ui/ErrorCard.tsx';
import type { WizardStore } from './store.ts';
import { DARK_THEME, LIGHT_THEME } from './theme.ts';
import { TitleBar } from './TitleBar.tsx';
import { useMedia } from './useMedia.ts';
import { useShortcuts } from './useShortcuts.ts';
import { useView, WizardContext } from './useWizard.ts';
import { WizardShell } from './WizardShell.tsx';

const Home = lazy(async () => ({ default: (await import('../steps/project/Home.tsx')).Home }));

function Stage(): ReactElement {
  const { t } = useWords();
  const phase = useView((view) => view.phase);
  const error = useView((view) => view.error);
  const isOpen = useView((view) => view.state !== null);
  useShortcuts();
  if (phase === 'broken' && error !== null) {
    return (
      <main className="stage-broken">
        <h1>{t('shell.broken')}</h1>
        <ErrorCard error={error} retryLabel={t('shell.reload')} onRetry={() => window.location.reload()} />
      </main>
    );
  }
  if (phase === 'starting') return <Spinner className="stage-waiting" label={t('shell.loading')} />;
  return isOpen ? (
    <WizardShell />
  ) : (
    <Suspense fallback={<Spinner className="stage-waiting" label={t('shell.loading')} />}>
      <Home />
    </Suspense>
  );
}

function Window(): ReactElement {
  const { t } = useWords();
  return (
    <div className="window">
      <a className="skip-link" href="#content">
        {t('shell.skip')}
      </a>
      <TitleBar />
      <Stage />
    </div>
  );
}

export interface AppProps {
  readonly store: WizardStore;
  /** Lets the page's policy know the styles Fluent adds. */
  readonly nonce: string;
  readonly languages: readonly string[];
}

/** The whole window: styles, theme, words and state. */
export function App({ store, nonce, languages }: AppProps): ReactElement {
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const isForced = useMedia('(forced-colors: active)');
  const renderer = useMemo(() => createDOMRenderer(document, nonce === '' ? {} : { styleElementAttributes: { nonce } }), [nonce]);
  const words = useMemo(() => createWords(chooseLanguage(languages)), [languages]);
  useEffect(() => store.start(), [store]);
  useEffect(() => {
    document.documentElement.lang = words.language === 'de' ? 'de' : 'en';
  }, [words]);
  const theme = isForced ? teamsHighContrastTheme : isDark ? DARK_THEME : LIGHT_THEME;
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={theme} className={`provider ${isDark ? 'is-dark' : 'is-light'}`}>
        <WordsContext.Provider value={words}>
          <WizardContext.Provider value={store}>
            <Window />
          </WizardContext.Provider>
        </WordsContext.Provider>
      </FluentProvider>
    </RendererProvider>
  );
}
