/** A seeded source of chance (mulberry32): the same seed gives the same company on every machine. */
export interface Random {
  /** 0 <= n < 1 */
  next(): number;
  /** A whole number from 0 below `limit`. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  /** An upper-case GUID. */
  guid(): string;
}

/** Chance that begins the same way for the same seed. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const hex = (digits: number): string => Array.from({ length: digits }, () => '0123456789ABCDEF'[below(16)]).join('');
  return { next, below, pick, guid: () => [hex(8), hex(4), `4${hex(3)}`, `${pick(['8', '9', 'A', 'B'])}${hex(3)}`, hex(12)].join('-') };
}
