import { createRoot } from 'react-dom/client';
import { connectClient } from './bridge/connectClient.ts';
import { App } from './wizard/App.tsx';
import { createWizardStore } from './wizard/store.ts';
import './ui/base.css';
import './ui/ui.css';
import './wizard/shell.css';

/** Draws the wizard into its page. */
export function start(root: HTMLElement): void {
  // The attribute is hidden from scripts; the property is not.
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  const language = new URLSearchParams(window.location.search).get('language');
  const languages = language === null ? window.navigator.languages : [language];
  createRoot(root).render(<App store={createWizardStore(connectClient(window))} nonce={nonce} languages={languages} />);
}
