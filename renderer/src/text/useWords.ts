import { createContext, useContext } from 'react';
import { createWords, type Words } from './catalogue.ts';

export const WordsContext = createContext<Words>(createWords('en'));

/** The texts of the viewer's language. */
export function useWords(): Words {
  return useContext(WordsContext);
}
