import type { ErrorCode } from '../contract/errors.ts';

/** Values that fill the placeholders of an error's sentence. Never a secret. */
export type FailureParameters = Readonly<Record<string, string | number>>;

/**
 * An expected failure: something the operator can understand and act on. Carries a stable code of `contract/errors.ts`;
 * its sentence and remedy are looked up there. Anything else that is thrown is a bug.
 * `detail` keeps the words of the other side (SQLSTATE, LDAP result, EWS ResponseCode) verbatim.
 */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly parameters: FailureParameters;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, parameters: FailureParameters = {}, options: { readonly detail?: string; readonly cause?: unknown } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.parameters = parameters;
    this.detail = options.detail;
  }
}

/** For the `default` of an exhaustive switch: reaching it is a compile error first and a bug second. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
