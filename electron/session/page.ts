/** The part of a list that was asked for, with the exact length of the whole. */
export function pageOf<T>(
  rows: readonly T[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly T[];
} {
  return { total: rows.length, offset, rows: rows.slice(offset, offset + limit) };
}
