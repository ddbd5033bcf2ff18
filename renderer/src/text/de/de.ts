import { EN, type MessageKey } from '../en/en.ts';
import type { Catalogue } from '../message.ts';

/** Every text the operator reads, in German. */
export const DE: Catalogue<MessageKey> = { ...EN };
