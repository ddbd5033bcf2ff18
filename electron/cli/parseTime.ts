import { Failure } from '../../shared/domain/failure.ts';

/** An instant in milliseconds from a date (its UTC midnight) or an ISO time; a time without offset is UTC. */
export function parseInstant(value: string, option: string): number {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(value);
  const parsed = Date.parse(isDate || hasOffset ? value : `${value}Z`);
  if (Number.isNaN(parsed) || !/^\d{4}-\d{2}-\d{2}/.test(value)) {
    throw new Failure('CONFIG_USAGE', { message: `${option} takes a date or an ISO time such as 2026-11-20T08:00:00Z, not «${value}».` });
  }
  return parsed;
}

/** `FROM..TO` of `--expand`: [from, to) in milliseconds. */
export function parseWindow(value: string, option: string): { readonly from: number; readonly to: number } {
  const [from, to, ...rest] = value.split('..');
  if (from === undefined || to === undefined || rest.length > 0) {
    throw new Failure('CONFIG_USAGE', { message: `${option} takes FROM..TO, for example 2026-01-01..2027-01-01.` });
  }
  const window = { from: parseInstant(from, option), to: parseInstant(to, option) };
  if (window.to <= window.from) throw new Failure('CONFIG_USAGE', { message: `${option}: TO must be later than FROM.` });
  return window;
}
