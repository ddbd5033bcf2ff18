import { PROCEDURES, type ProcedureName } from '../../shared/contract/procedures.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { Handlers } from '../../electron/ipc/router.ts';

/** Handlers that all fail, but for those given: for tests of the way to them. */
export function handlersWith(given: Partial<Handlers>): Handlers {
  const names = Object.keys(PROCEDURES) as ProcedureName[];
  const failing = Object.fromEntries(
    names.map((name) => [
      name,
      () => {
        throw new Failure('WIZARD_NO_PROJECT');
      },
    ]),
  ) as unknown as Handlers;
  return { ...failing, ...given };
}
