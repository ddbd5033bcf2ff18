import { z } from 'zod';
import { configSchema, type Config } from '../../shared/contract/config.ts';
import { ERRORS, type ErrorCode } from '../../shared/contract/errors.ts';
import { errorSchema, type WizardError } from '../../shared/contract/wizard/common.ts';
import { Failure } from '../../shared/domain/failure.ts';

/** Work that would hold up the main process: reading, converting, sorting. It opens the project file itself. */
export type WorkerJob = 'snapshot' | 'directory' | 'mapping' | 'plan' | 'plan-again';

/** All a worker is told. Secrets travel in memory only, and only those this job needs. */
export interface JobRequest {
  readonly job: WorkerJob;
  readonly projectPath: string;
  readonly config: Config;
  readonly secrets: Readonly<Record<string, string>>;
}

/** One file or server that was read, or could not be. */
export interface ReadOrigin {
  readonly origin: string;
  readonly source: string;
  readonly records: number;
  readonly warnings: readonly string[];
  readonly error: WizardError | null;
}

export interface JobProgress {
  readonly phase: 'reading' | 'working-out' | 'people' | 'planning';
  readonly done: number;
  readonly total: number | null;
  readonly unit: 'bytes' | 'objects';
}

/** A failure as it crosses between threads: classes do not. */
export interface FailureParts {
  readonly code: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly detail: string | undefined;
}

/** What a job leaves besides the project file. */
export interface JobResult {
  readonly origins: readonly ReadOrigin[];
}

export type JobMessage =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | { readonly type: 'done'; readonly result: JobResult }
  | { readonly type: 'failed'; readonly failure: FailureParts };

const failureParts = z.object({
  code: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  detail: z.string().optional(),
});
const origin = z.object({
  origin: z.string(),
  source: z.string(),
  records: z.number(),
  warnings: z.array(z.string()),
  error: errorSchema.nullable(),
});

/** Messages of a worker, as they arrive. */
export const jobMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    progress: z.object({
      phase: z.enum(['reading', 'working-out', 'people', 'planning']),
      done: z.number(),
      total: z.number().nullable(),
      unit: z.enum(['bytes', 'objects']),
    }),
  }),
  z.object({ type: z.literal('done'), result: z.object({ origins: z.array(origin) }) }),
  z.object({ type: z.literal('failed'), failure: failureParts }),
]);

export const jobRequest = z.object({
  job: z.enum(['snapshot', 'directory', 'mapping', 'plan', 'plan-again']),
  projectPath: z.string(),
  config: configSchema,
  secrets: z.record(z.string(), z.string()),
});

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** What was thrown, in parts that can be copied. */
export function partsOf(error: unknown): FailureParts {
  if (error instanceof Failure) return { code: error.code, parameters: error.parameters, detail: error.detail };
  return { code: 'INTERNAL', parameters: { message: error instanceof Error ? error.message : String(error) }, detail: undefined };
}

/** The failure put together again. */
export function failureOf({
  code,
  parameters,
  detail,
}: {
  code: string;
  parameters: FailureParts['parameters'];
  detail?: string | undefined;
}): Failure {
  return new Failure(isErrorCode(code) ? code : 'INTERNAL', parameters, detail === undefined ? {} : { detail });
}
