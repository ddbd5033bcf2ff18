import { DE } from './de/de.ts';
import { EN, type MessageKey } from './en/en.ts';
import { fillMessage, type Catalogue, type MessageValues } from './message.ts';
import { pseudoMessage } from './pseudoLocale.ts';

export type Language = 'en' | 'de' | 'pseudo';

export type { MessageKey };

/** Whether there is a text for a key that is made at run time (check steps, note codes). */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(EN, key);
}

/** Puts a key into words. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

export interface Words {
  readonly language: Language;
  /** For `Intl`: the day before the month, 24 hours. */
  readonly locale: string;
  readonly t: Translate;
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', pseudo: 'en-GB' };

function catalogueOf(language: Language): Catalogue<MessageKey> {
  return language === 'de' ? DE : EN;
}

/** The texts of one language. */
export function createWords(language: Language): Words {
  const catalogue = catalogueOf(language);
  const locale = LOCALES[language];
  return {
    language,
    locale,
    t: (key, values = {}) => fillMessage(language === 'pseudo' ? pseudoMessage(catalogue[key]) : catalogue[key], values, locale),
  };
}

/** What the viewer reads, by what the system says. */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (tag === 'x-pseudo') return 'pseudo';
    if (tag.startsWith('de')) return 'de';
    if (tag.startsWith('en')) return 'en';
  }
  return 'en';
}
