/** A group of people for a first try, and how many of their meetings stay among them. */
export interface PilotGroup {
  readonly mailboxes: readonly string[];
  /** 0 to 1; 1 where they have no meetings at all. */
  readonly insideShare: number;
}

type Meetings = readonly (readonly string[])[];
/** How often each two of them meet. */
type Graph = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** From how many people a group is tried to grow; in larger companies these are those who meet least, who cross least. */
const MOST_SEEDS = 60;

function addTo(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function neighbours(meetings: Meetings): Graph {
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

/** How close somebody is to a group: by how much they meet it, or by what part of their meetings that is. */
type Closeness = (inside: number, all: number) => number;
const CLOSENESS: readonly Closeness[] = [(inside, all) => (all === 0 ? 0 : inside / all), (inside) => inside];

/** Whoever is closest to the group; of equals who meets least. */
function nextOf(
  open: ReadonlySet<string>,
  group: ReadonlySet<string>,
  graph: Graph,
  totals: ReadonlyMap<string, number>,
  closeness: Closeness,
): string | null {
  let best: { readonly mailbox: string; readonly close: number; readonly all: number } | null = null;
  for (const mailbox of open) {
    const weights = graph.get(mailbox);
    const all = totals.get(mailbox) ?? 0;
    const close = closeness(weights === undefined ? 0 : [...group].reduce((sum, other) => sum + (weights.get(other) ?? 0), 0), all);
    if (best === null || close > best.close || (close === best.close && all < best.all)) best = { mailbox, close, all };
  }
  return best?.mailbox ?? null;
}

interface Candidate {
  readonly mailboxes: readonly string[];
  /** Meetings of somebody in the group and somebody who is not. */
  readonly crossing: number;
  readonly inside: number;
}

function candidate(group: ReadonlySet<string>, meetings: Meetings): Candidate {
  const touched = meetings.filter((people) => people.some((mailbox) => group.has(mailbox)));
  const inside = touched.filter((people) => people.every((mailbox) => group.has(mailbox))).length;
  return { mailboxes: [...group].sort(), crossing: touched.length - inside, inside };
}

/** Fewest crossing meetings, then most inside; but a circle without a meeting of its own (three rooms, say) would try out nothing. */
function better(one: Candidate, other: Candidate): number {
  const isEmpty = ({ inside }: Candidate): number => (inside === 0 ? 1 : 0);
  return isEmpty(one) - isEmpty(other) || one.crossing - other.crossing || other.inside - one.inside;
}

/**
 * The `count` mailboxes with the fewest meetings that cross their circle, and of such groups the one that meets most. Grown from many
 * people in turn, each time by whoever is closest to those who are in: the best of all groups would take years to find. Who meets nobody
 * comes last.
 */
export function proposePilot(mailboxes: readonly string[], meetings: Meetings, count: number): PilotGroup {
  const graph = neighbours(meetings);
  const totals = new Map(mailboxes.map((mailbox) => [mailbox, total(graph.get(mailbox))]));
  const names = [...mailboxes].sort();
  const meets = (mailbox: string): boolean => (totals.get(mailbox) ?? 0) > 0;
  const meeters = names.filter(meets);
  const lonely = names.filter((mailbox) => !meets(mailbox));
  const seeds = [...meeters].sort((one, other) => (totals.get(one) ?? 0) - (totals.get(other) ?? 0)).slice(0, MOST_SEEDS);
  const candidates = seeds.flatMap((seed) =>
    CLOSENESS.map((closeness) => {
      const open = new Set(meeters);
      const group = new Set<string>();
      for (let next: string | null = seed; next !== null && group.size < count; next = nextOf(open, group, graph, totals, closeness)) {
        group.add(next);
        open.delete(next);
      }
      return candidate(group, meetings);
    }),
  );
  const [best] = candidates.sort(better);
  const chosen = [...(best?.mailboxes ?? []), ...lonely].slice(0, count).sort();
  const { crossing = 0, inside = 0 } = best ?? {};
  return { mailboxes: chosen, insideShare: crossing + inside === 0 ? 1 : inside / (crossing + inside) };
}
