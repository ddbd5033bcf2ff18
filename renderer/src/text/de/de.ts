import type { MessageKey } from '../en/en.ts';
import type { Catalogue } from '../message.ts';
import { CONNECTIONS_DE } from './connections.ts';
import { HOME_DE } from './home.ts';
import { MAPPING_DE } from './mapping.ts';
import { OPTIONS_DE } from './options.ts';
import { PREVIEW_DE } from './preview.ts';
import { RUN_DE } from './run.ts';
import { SHELL_DE } from './shell.ts';
import { VERIFY_DE } from './verify.ts';

/** Every text the operator reads, in German. */
export const DE: Catalogue<MessageKey> = {
  ...SHELL_DE,
  ...HOME_DE,
  ...CONNECTIONS_DE,
  ...MAPPING_DE,
  ...OPTIONS_DE,
  ...PREVIEW_DE,
  ...RUN_DE,
  ...VERIFY_DE,
};
