import type { z } from 'zod';
import type { Reply } from '../../shared/contract/bridge.ts';
import { describeFailure, ERRORS } from '../../shared/contract/errors.ts';
import {
  isProcedureName,
  PROCEDURES,
  type ParsedInput,
  type ProcedureName,
  type ProcedureOutput,
} from '../../shared/contract/procedures.ts';
import type { WizardError } from '../../shared/contract/wizard/common.ts';
import { Failure } from '../../shared/domain/failure.ts';

/** What answers each procedure. Inputs come checked, outputs are checked; whatever is thrown becomes an error reply. */
export type Handlers = {
  readonly [N in ProcedureName]: (input: ParsedInput<N>) => ProcedureOutput<N> | Promise<ProcedureOutput<N>>;
};

/** Takes names and inputs from anywhere and always answers. */
export interface Router {
  dispatch(name: unknown, input: unknown): Promise<Reply<unknown>>;
}

export interface RouterOptions {
  /** The last thing an error's words go through: no secret leaves. */
  readonly redact: (text: string) => string;
  /** Told of everything that is not an expected failure. */
  readonly onBug: (name: string, error: unknown) => void;
}

/** Names places and rules, never values: an input may hold a secret. */
function problems(error: z.ZodError): string {
  return error.issues.map(({ path, code, message }) => `${path.join('.') || 'input'}: ${code === 'custom' ? code : message}`).join('; ');
}

/** A failure as it crosses the boundary: words and code, nothing that was thrown. */
export function wizardError(error: unknown, redact: (text: string) => string): WizardError {
  const failure =
    error instanceof Failure
      ? error
      : new Failure('INTERNAL', { message: error instanceof Error ? error.message : String(error) }, { cause: error });
  const { code, sentence, remedy, detail } = describeFailure(failure);
  return {
    code,
    kind: ERRORS[code].kind,
    sentence: redact(sentence),
    remedy: redact(remedy),
    ...(detail === undefined ? {} : { detail: redact(detail) }),
  };
}

async function answer<N extends ProcedureName>(handlers: Handlers, name: N, raw: unknown): Promise<ProcedureOutput<N>> {
  const input = PROCEDURES[name].input.safeParse(raw);
  if (!input.success) throw new Failure('BRIDGE_REFUSED', { what: `${name}, ${problems(input.error)}` });
  // The table pairs name and schemas; TypeScript cannot follow the pair through an index.
  const value = await handlers[name](input.data as ParsedInput<N>);
  const output = PROCEDURES[name].output.safeParse(value);
  if (!output.success) throw new Error(`${name} answered what its contract does not allow: ${problems(output.error)}`);
  return output.data as ProcedureOutput<N>;
}

/** The one way in: every transport hands its messages to it. */
export function createRouter(handlers: Handlers, { redact, onBug }: RouterOptions): Router {
  return {
    dispatch: async (name, input) => {
      try {
        if (!isProcedureName(name)) throw new Failure('BRIDGE_REFUSED', { what: 'no such procedure' });
        return { ok: true, value: await answer(handlers, name, input) };
      } catch (error) {
        if (!(error instanceof Failure) || ERRORS[error.code].kind === 'bug') onBug(String(name), error);
        return { ok: false, error: wizardError(error, redact) };
      }
    },
  };
}
