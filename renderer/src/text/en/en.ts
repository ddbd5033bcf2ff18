import { CONNECTIONS } from './connections.ts';
import { HOME } from './home.ts';
import { MAPPING } from './mapping.ts';
import { OPTIONS } from './options.ts';
import { PREVIEW } from './preview.ts';
import { RUN } from './run.ts';
import { SHELL } from './shell.ts';
import { VERIFY } from './verify.ts';
import type { Message } from '../message.ts';

/** Every text the operator reads, in English. */
export const EN = { ...SHELL, ...HOME, ...CONNECTIONS, ...MAPPING, ...OPTIONS, ...PREVIEW, ...RUN, ...VERIFY } as const satisfies Record<
  string,
  Message
>;

export type MessageKey = keyof typeof EN;
