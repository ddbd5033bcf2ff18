import type { Principal } from '../../sample/people.ts';

/** The organizer's colleague of that number. */
export function person(others: readonly Principal[], index: number): Principal {
  const found = others[index];
  if (found === undefined) throw new Error(`no colleague ${String(index)}`);
  return found;
}
