import { CONFIG_ERRORS } from './errors/config.ts';
import { CONVERT_ERRORS } from './errors/convert.ts';
import { DIRECTORY_ERRORS } from './errors/directory.ts';
import type { ErrorEntry } from './errors/entry.ts';
import { PLAN_ERRORS } from './errors/plan.ts';
import { PROJECT_ERRORS } from './errors/project.ts';
import { SOURCE_ERRORS } from './errors/source.ts';
import { TARGET_ERRORS } from './errors/target.ts';
import { WIZARD_ERRORS } from './errors/wizard.ts';
import type { Failure, FailureParameters } from '../domain/failure.ts';

export type { ErrorEntry, ErrorKind } from './errors/entry.ts';

/** Every error code Godwit can show, by subsystem. Codes are never reused or renamed. */
export const ERRORS = {
  ...CONFIG_ERRORS,
  ...SOURCE_ERRORS,
  ...PROJECT_ERRORS,
  ...DIRECTORY_ERRORS,
  ...CONVERT_ERRORS,
  ...PLAN_ERRORS,
  ...TARGET_ERRORS,
  ...WIZARD_ERRORS,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

function fill(template: string, parameters: FailureParameters): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(parameters[name] ?? placeholder));
}

/** What is shown to the operator: a sentence, what to do, and the stable code. */
export interface ErrorText {
  readonly code: ErrorCode;
  readonly sentence: string;
  readonly remedy: string;
  readonly detail?: string;
}

/** The operator's words for a failure. */
export function describeFailure(failure: Failure): ErrorText {
  const entry: ErrorEntry = ERRORS[failure.code];
  return {
    code: failure.code,
    sentence: fill(entry.sentence, failure.parameters),
    remedy: fill(entry.remedy, failure.parameters),
    ...(failure.detail === undefined ? {} : { detail: failure.detail }),
  };
}
