/** An event of one day, in minutes from midnight. */
export interface DayBlock {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export interface PlacedBlock<Block extends DayBlock> {
  readonly block: Block;
  /** 0-based column among those that overlap, and how many there are. */
  readonly column: number;
  readonly columns: number;
}

/** Puts overlapping blocks side by side, in as few columns as there are at once. */
export function placeBlocks<Block extends DayBlock>(blocks: readonly Block[]): readonly PlacedBlock<Block>[] {
  const sorted = [...blocks].sort((one, other) => one.from - other.from || other.to - one.to);
  const placed: PlacedBlock<Block>[] = [];
  let cluster: { readonly block: Block; readonly column: number }[] = [];
  let ends: number[] = [];
  function close(): void {
    for (const { block, column } of cluster) placed.push({ block, column, columns: ends.length });
    cluster = [];
    ends = [];
  }
  for (const block of sorted) {
    if (ends.length > 0 && ends.every((end) => end <= block.from)) close();
    const free = ends.findIndex((end) => end <= block.from);
    const column = free === -1 ? ends.length : free;
    ends[column] = block.to;
    cluster.push({ block, column });
  }
  close();
  return placed;
}

/** First and last full hour to show: the working day, or more where something is outside of it. */
export function hoursOf(blocks: readonly DayBlock[]): { readonly first: number; readonly last: number } {
  const first = Math.min(8, ...blocks.map(({ from }) => Math.floor(from / 60)));
  const last = Math.max(18, ...blocks.map(({ to }) => Math.ceil(to / 60)));
  return { first: Math.max(0, first), last: Math.min(24, last) };
}
