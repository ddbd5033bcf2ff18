import { parseArgs } from 'node:util';
import { exchangelib, godwit, whyNoExchangelib, type ClientFigures, type ExchangelibForm } from './clients.ts';
import { makeCompany, type Company } from './company.ts';
import { inWords, measure, medianOf, type Figures, type ServerModel } from './measure.ts';
import { measureMillion } from './million.ts';
import { machine, writePage, type BenchResult, type Verdict } from './page.ts';

/**
 * Godwit against python3-exchangelib, both reading the same PostgreSQL rows and writing to the same simulated server, in turns:
 * `npm run bench`. Ends with 1 when a figure misses its mark. `--million 1000000` measures memory over time instead. `--write` renews
 * docs/bench.md. On a machine that is busy with other things, `--slower 10` makes the server so many times slower.
 */
const OWNERS = 20;
/** Two thirds as many events as calendar objects: a tenth are meetings with five guests' copies each. */
const EVENTS = 6_667;
const CONNECTIONS = 27;
const MARKS = { efficiency: 0.9, cpuMsPerItem: 0.15, overOneProcess: 3, overFourProcesses: 1.8, serverCores: 0.5 } as const;

interface Contestant {
  readonly name: string;
  readonly connections: number;
  readonly work: (company: Company, url: string) => Promise<ClientFigures>;
}

function python(form: ExchangelibForm): Contestant {
  const { processes, threads } = form;
  return {
    name: `exchangelib, ${String(processes)} x ${String(threads)}`,
    connections: processes * threads,
    work: ({ dsn, owners }, url) => exchangelib(form, { url, dsn, owners }),
  };
}

const GODWIT: Contestant = {
  name: 'Godwit',
  connections: CONNECTIONS,
  work: (company, url) => godwit(['run', '--yes'], company.runConfig('run', url, CONNECTIONS)),
};
const ONE_PROCESS = python({ processes: 1, threads: 20 });
const FOUR_PROCESSES = python({ processes: 4, threads: 5 });

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** All contestants in turns, so that what else the machine does meets them alike. */
async function compete(company: Company, model: ServerModel, rounds: number): Promise<ReadonlyMap<string, Figures>> {
  const contestants = whyNoExchangelib() === null ? [GODWIT, ONE_PROCESS, FOUR_PROCESSES] : [GODWIT];
  const all = new Map<string, Figures[]>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, connections, work } of contestants) {
      const figures = await measure(company.owners, model, connections, (url) => work(company, url));
      say(`round ${String(round)}, ${name}: ${inWords(figures)}`);
      all.set(name, [...(all.get(name) ?? []), figures]);
    }
  }
  return new Map([...all].map(([name, figures]) => [name, medianOf(figures)]));
}

function verdictsOn(medians: ReadonlyMap<string, Figures>): readonly Verdict[] {
  const own = medians.get(GODWIT.name);
  if (own === undefined) throw new Error('Godwit was not measured');
  const most = (what: string, mark: number, value: number): Verdict => ({
    what,
    mark: `at most ${String(mark)}`,
    value,
    isMet: value <= mark,
  });
  const least = (what: string, mark: number, value: number): Verdict => ({
    what,
    mark: `at least ${String(mark)}`,
    value,
    isMet: value >= mark,
  });
  const faster = ({ name }: Contestant, mark: number): readonly Verdict[] => {
    const other = medians.get(name);
    return other === undefined ? [] : [least(`times as fast as ${name}`, mark, other.wallSeconds / own.wallSeconds)];
  };
  const lost = [...medians].map(([, { written, stored }]) => Math.abs(written - stored)).reduce((sum, count) => sum + count, 0);
  const others = [...medians.values()].filter(({ stored }) => stored !== own.stored).length;
  return [
    least('floor / wall', MARKS.efficiency, own.floorSeconds / own.wallSeconds),
    most('ms of processor an item', MARKS.cpuMsPerItem, own.cpuMsPerItem),
    ...faster(ONE_PROCESS, MARKS.overOneProcess),
    ...faster(FOUR_PROCESSES, MARKS.overFourProcesses),
    most('processors the simulated server needs', MARKS.serverCores, own.serverCores),
    most('items written and not stored, or stored and not written', 0, lost),
    most('clients that stored another number of items', 0, others),
  ];
}

function tell(verdicts: readonly Verdict[]): void {
  for (const { what, mark, value, isMet } of verdicts) say(`${isMet ? 'met   ' : 'MISSED'} ${value.toFixed(2)} ${what} (${mark})`);
  if (verdicts.some(({ isMet }) => !isMet)) process.exitCode = 1;
}

async function comparison(rounds: number, slower: number): Promise<BenchResult['comparison']> {
  const why = whyNoExchangelib();
  if (why !== null) say(`Godwit alone: ${why}`);
  const where = machine();
  const company = await makeCompany({ events: EVENTS, owners: OWNERS }, 'postgres');
  try {
    say(`${String(OWNERS)} mailboxes, ${String(company.objects)} calendar objects; ${where}`);
    for (const { name, startedMs, endedMs, cpuMs } of company.steps) {
      say(`before: ${name} ${((endedMs - startedMs) / 1000).toFixed(2)} s, ${(cpuMs / 1000).toFixed(2)} s of processor`);
    }
    const model = { requestMs: 80 * slower, itemMs: 5 * slower, connections: CONNECTIONS };
    const medians = await compete(company, model, rounds);
    const fast = await compete(company, { requestMs: 0, itemMs: 0, connections: CONNECTIONS }, 1);
    const verdicts = verdictsOn(medians);
    tell(verdicts);
    const beforeSeconds = company.steps.reduce((sum, { startedMs, endedMs }) => sum + (endedMs - startedMs) / 1000, 0);
    return {
      ...{ machine: where, objects: company.objects, mailboxes: OWNERS, rounds, model, verdicts, beforeSeconds },
      medians: [...medians].map(([name, figures]) => ({ name, ...figures })),
      infinitelyFast: [...fast].map(([name, figures]) => ({ name, ...figures })),
    };
  } finally {
    await company.remove();
  }
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    slower: { type: 'string', default: '1' },
    million: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
if (values.million === undefined) {
  const result = await comparison(Number(values.rounds), Number(values.slower));
  if (values.write) writePage({ comparison: result });
} else {
  const { million, verdicts } = await measureMillion(Number(values.million), say);
  tell(verdicts);
  if (values.write) writePage({ million });
}
