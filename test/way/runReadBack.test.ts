import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import { difference, otherInstances } from '../oracle/instances.ts';
import { plannedLines, type PlannedLine } from '../resume/support/census.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { otherExpansions, whyNoOtherExpansion, type OtherExpansion } from '../support/otherExpansion.ts';
import { REAL_SHAPED, realShapedSource, whyNoRealShaped } from '../support/realShaped.ts';

const READER = fileURLToPath(new URL('../support/readCalendars.py', import.meta.url));
const PYTHON = '/usr/bin/python3';
const ACCOUNT = { user: 'svc', password: 'secret' };
/** The year after the plan's clock: long enough for yearly things. */
const [FROM, TO] = ['2026-11-20', '2027-11-20'];
const MOST_SERIES = 200;

function whyNot(): string | null {
  if (spawnSync(PYTHON, ['-c', 'import exchangelib, dateutil']).status !== 0) return 'no python3-exchangelib and python3-dateutil here';
  return whyNoRealShaped() ?? whyNoOtherExpansion() ?? null;
}
const why = whyNot();

async function python(words: readonly string[], input: string): Promise<readonly string[]> {
  const child = spawn(PYTHON, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${words.join(' ').slice(0, 200)} ended with ${String(code)}`);
  return text.split('\n').filter((line) => line !== '');
}

/** Rules of 2026 that only the newer of two tz databases has. */
const YOUNG_ZONES = /TZID=(?:America\/Vancouver|America\/Edmonton)/;

/** Why the judge, and not what was written, is wrong about a series; null when it is not. */
function excuseOf(text: string, { warnings }: OtherExpansion): string | null {
  if (YOUNG_ZONES.test(text)) return 'the zone has new rules since 2026';
  return warnings.some((warning) => /more than \d+ instances/.test(warning)) ? 'the other program stopped at its limit' : null;
}

/** What a mailbox shows: instances of each UID, as `start/end`. */
type Shown = ReadonlyMap<string, readonly string[]>;

/** A line of the reader. */
interface ReadMailbox {
  readonly mailbox: string;
  /** UID, start, end. */
  readonly instances: readonly (readonly [string, string, string])[];
}

/** One object of one person: its text, and the UIDs it has in Exchange. */
interface Subject {
  readonly name: string;
  readonly mailbox: string;
  readonly text: string;
  readonly uids: ReadonlySet<string>;
}

describe.skipIf(why !== null).each(REAL_SHAPED)(`%s, read back by exchangelib${why === null ? '' : ` (skipped: ${why})`}`, (name) => {
  let godwit: Godwit;
  let exchange: SimulatorHandle;

  beforeAll(() => {
    godwit = openGodwit();
    godwit.environment = { EWSPW: ACCOUNT.password };
  });
  afterAll(async () => {
    await exchange.stop();
    godwit.remove();
  });

  async function command(words: readonly string[], config: string): Promise<readonly JsonLine[]> {
    const spoken = await godwit.json(...words, '--config', config);
    expect([0, 2], `${words.join(' ')}: ${spoken.stderr}`).toContain(spoken.exit);
    return spoken.lines;
  }

  /** From the dump into Exchange. */
  async function migrate(): Promise<readonly PlannedLine[]> {
    exchange = await startSimulator({ accounts: [ACCOUNT] });
    const config = godwit.config(name, {
      project: 'read-back.godwit',
      ...realShapedSource(name),
      target: { kind: 'ews', url: exchange.url, auth: { kind: 'basic', user: ACCOUNT.user, passwordEnv: 'EWSPW' } },
      options: { meetings: 'silent', timeZone: 'Europe/Berlin' },
    });
    for (const words of [['snapshot'], ['directory'], ['mapping', 'suggest'], ['plan', '--as-of', '2026-11-20T00:00:00Z']])
      await command(words, config);
    const planned = plannedLines(await command(['preview'], config));
    await exchange.change({ mailboxes: [...new Set(planned.map(({ mailbox }) => mailbox))] });
    await command(['run', '--yes'], config);
    return planned;
  }

  /** Series of people's own: a guest's copy is shown as its guest sees it, which an expander knows nothing of. */
  function subjects(planned: readonly PlannedLine[]): readonly Subject[] {
    const own = planned.filter(({ kind, source }) => kind !== 'travel' && kind !== 'task' && source.role !== 'guest');
    const objects = Map.groupBy(own, ({ mailbox, source }) => `${mailbox} ${source.uid} ${source.resourceName}`);
    const project = openProjectFile(join(godwit.folder, 'read-back.godwit'), 'read');
    try {
      const { snapshot } = project.needPlan();
      const all = [...objects.values()].flatMap((lines): readonly Subject[] => {
        const [{ mailbox, source, subject }] = lines as [PlannedLine];
        const text = snapshot.text(source.md5);
        if (!/^(?:RRULE|RDATE)[;:]/m.test(text)) return [];
        return [{ name: `${subject} (${source.uid})`, mailbox, text, uids: new Set(lines.map(({ uid }) => uid)) }];
      });
      return all.slice(0, MOST_SERIES);
    } finally {
      project.close();
    }
  }

  /** What each mailbox shows, as another client reads it. */
  async function readBack(mailboxes: ReadonlySet<string>): Promise<ReadonlyMap<string, Shown>> {
    const read = await python([READER], JSON.stringify({ url: exchange.url, ...ACCOUNT, from: FROM, to: TO, mailboxes: [...mailboxes] }));
    return new Map(
      read.map((line) => {
        const { mailbox, instances } = JSON.parse(line) as ReadMailbox;
        const shown = new Map<string, string[]>();
        // A view that ends at midnight UTC shows a day that starts earlier, in a zone to the east: the expander's window is by date.
        for (const [uid, start, end] of instances) if (start < TO) shown.set(uid, [...(shown.get(uid) ?? []), `${start}/${end}`]);
        return [mailbox, shown] as const;
      }),
    );
  }

  it('shows every instance of its series as another program expands them', { timeout: 600_000 }, async () => {
    const all = subjects(await migrate());
    const texts = all.map(({ text }) => text);
    const expansions = await otherExpansions(texts, FROM, TO);
    const mailboxes = await readBack(new Set(all.map(({ mailbox }) => mailbox)));
    const wrong: string[] = [];
    const excused: string[] = [];
    let [series, count] = [0, 0];
    for (const [index, subject] of all.entries()) {
      const expansion = expansions[index] ?? { instances: null, warnings: [] };
      // Floating times are nobody's instants.
      if (expansion.instances === null || expansion.instances.some(({ start }) => start.endsWith('F'))) continue;
      series += 1;
      const shown = mailboxes.get(subject.mailbox) ?? new Map<string, readonly string[]>();
      const expected = otherInstances(expansion.instances);
      count += expected.length;
      const found = difference(
        [...subject.uids].flatMap((uid) => shown.get(uid) ?? []),
        expected,
      );
      if (found === null) continue;
      const excuse = excuseOf(subject.text, expansion);
      const sizes = `${String(found.missing.length)} missing, ${String(found.extra.length)} more`;
      const line = `${subject.name} of ${subject.mailbox}: ${sizes} (${[...found.missing.slice(0, 3), ...found.extra.slice(0, 3)].join(' ')})`;
      if (excuse === null) wrong.push(line);
      else excused.push(`${line}: ${excuse}`);
    }
    process.stdout.write(
      `\n${name}: ${String(series)} series, ${String(count)} instances; excused ${String(excused.length)}\n  ${excused.join('\n  ')}\n`,
    );
    expect(wrong).toEqual([]);
    expect(excused.length).toBeLessThanOrEqual(3);
    expect(series).toBeGreaterThanOrEqual(100);
    expect(count).toBeGreaterThan(1000);
  });
});
