import type { z } from 'zod';
import { DELTA_PROCEDURES } from './wizard/delta.ts';
import { DIRECTORY_PROCEDURES } from './wizard/directory.ts';
import { HOST_PROCEDURES } from './wizard/host.ts';
import { MAPPING_PROCEDURES } from './wizard/mapping.ts';
import { OPTIONS_PROCEDURES } from './wizard/options.ts';
import { PLAN_PROCEDURES, PREVIEW_PROCEDURES } from './wizard/preview.ts';
import { PROJECT_PROCEDURES } from './wizard/project.ts';
import { RUN_PROCEDURES } from './wizard/run.ts';
import { SOURCE_PROCEDURES } from './wizard/source.ts';
import { TARGET_PROCEDURES } from './wizard/target.ts';
import { UNDO_PROCEDURES } from './wizard/undo.ts';
import { VERIFY_PROCEDURES } from './wizard/verify.ts';

/** Everything the wizard can ask of the main process. Checked on both sides of every call; a name that is not here does not exist. */
export const PROCEDURES = {
  ...HOST_PROCEDURES,
  ...PROJECT_PROCEDURES,
  ...SOURCE_PROCEDURES,
  ...DIRECTORY_PROCEDURES,
  ...TARGET_PROCEDURES,
  ...MAPPING_PROCEDURES,
  ...OPTIONS_PROCEDURES,
  ...PLAN_PROCEDURES,
  ...PREVIEW_PROCEDURES,
  ...RUN_PROCEDURES,
  ...VERIFY_PROCEDURES,
  ...UNDO_PROCEDURES,
  ...DELTA_PROCEDURES,
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;

export type ProcedureName = keyof typeof PROCEDURES;
/** What a caller gives; fields with a default may be left out. */
export type ProcedureInput<N extends ProcedureName> = z.input<(typeof PROCEDURES)[N]['input']>;
/** What an implementation gets, defaults filled in. */
export type ParsedInput<N extends ProcedureName> = z.output<(typeof PROCEDURES)[N]['input']>;
export type ProcedureOutput<N extends ProcedureName> = z.output<(typeof PROCEDURES)[N]['output']>;

export function isProcedureName(name: unknown): name is ProcedureName {
  return typeof name === 'string' && Object.hasOwn(PROCEDURES, name);
}
