import type { ICalObject } from '../../ical/model.ts';

/** The organizer called the whole thing off; a guest's copy stays on the server until its owner removes it. */
export function isCancelled({ master, overrides }: ICalObject): boolean {
  if (master !== null) return master.status === 'CANCELLED';
  return overrides.length > 0 && overrides.every((override) => override.status === 'CANCELLED');
}
