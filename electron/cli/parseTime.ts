import { Failure } from '../../shared/domain/failure.ts';

/** Date.parse takes 31 February for the beginning of March. */
function isRealDate(text: string): boolean {
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text);
}

/** An instant in milliseconds from a date (its UTC midnight) or an ISO time; a time without offset is UTC. */
export function parseInstant(value: string, option: string): number {
  const [, date = '', time = '', offset = ''] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(value) ?? [];
  const parsed = Date.parse(`${date}T${time || '00:00'}${offset || 'Z'}`);
  if (!isRealDate(date) || Number.isNaN(parsed)) {
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
