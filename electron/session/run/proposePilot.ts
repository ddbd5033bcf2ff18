/** A group of people for a first try, and how many of their meetings stay among them. */
export interface PilotGroup {
  readonly mailboxes: readonly string[];
  /** 0 to 1; 1 where they have no meetings at all. */
  readonly insideShare: number;
}

function addTo(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** How often each two of them meet. */
function neighbours(meetings: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const graph = new Map<string, Map<string, number>>();
  for (const people of meetings) {
    for (const one of people) {
      const known = graph.get(one) ?? new Map<string, number>();
      graph.set(one, known);
      // A meeting of many ties two of them less than one of two.
      for (const other of people) if (other !== one) addTo(known, other, 1 / (people.length - 1));
    }
  }
  return graph;
}

function total(weights: ReadonlyMap<string, number> | undefined): number {
  return [...(weights?.values() ?? [])].reduce((sum, weight) => sum + weight, 0);
}

/** Whoever has the largest part of their meetings with the group. */
function nextOf(open: ReadonlySet<string>, group: ReadonlySet<string>, graph: ReturnType<typeof neighbours>): string | null {
  let best: { readonly mailbox: string; readonly share: number } | null = null;
  for (const mailbox of open) {
    const weights = graph.get(mailbox);
    const all = total(weights);
    const inside = [...group].reduce((sum, other) => sum + (weights?.get(other) ?? 0), 0);
    const share = all === 0 ? 0 : inside / all;
    if (best === null || share > best.share || (share === best.share && mailbox < best.mailbox)) best = { mailbox, share };
  }
  return best?.mailbox ?? null;
}

function insideShare(meetings: readonly (readonly string[])[], group: ReadonlySet<string>): number {
  const touched = meetings.filter((people) => people.some((mailbox) => group.has(mailbox)));
  if (touched.length === 0) return 1;
  return touched.filter((people) => people.every((mailbox) => group.has(mailbox))).length / touched.length;
}

/** The `count` mailboxes that meet each other most: begins with whoever meets most and takes in those closest to the group, one by one. */
export function proposePilot(mailboxes: readonly string[], meetings: readonly (readonly string[])[], count: number): PilotGroup {
  const graph = neighbours(meetings);
  const open = new Set(mailboxes);
  const group = new Set<string>();
  const busiest = [...mailboxes].sort((one, other) => total(graph.get(other)) - total(graph.get(one)) || (one < other ? -1 : 1));
  for (let next = busiest[0] ?? null; next !== null && group.size < count; next = nextOf(open, group, graph)) {
    group.add(next);
    open.delete(next);
  }
  return { mailboxes: [...group].sort(), insideShare: insideShare(meetings, group) };
}
