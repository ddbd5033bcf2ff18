import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';

const SCOPE = ['abrandt@contoso.com', 'bcastell@contoso.com', 'cdoering@contoso.com', 'room1@contoso.com'] as const;

interface Plan {
  readonly summary: JsonLine;
  readonly items: readonly JsonLine[];
  readonly skipped: readonly JsonLine[];
}

let godwit: Godwit;
let sample: SampleSummary;
let whole: Plan;

/** The plan of the one snapshot with some options. */
async function planned(name: string, options: object): Promise<Plan> {
  const project = `${name}.godwit`;
  if (name !== 'whole') copyFileSync(join(godwit.folder, 'whole.godwit'), join(godwit.folder, project));
  const config = godwit.config(name, {
    project,
    source: { kind: 'dump', path: 'caldav.sql' },
    directory: { files: [sample.directoryPath, sample.resourcesPath] },
    mapping: { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
    options: { timeZone: 'Europe/Berlin', ...options },
  });
  if (name === 'whole') expect((await godwit.json('snapshot', '--config', config)).exit).toBe(0);
  const plan = await godwit.json('plan', '--as-of', '2026-11-20', '--config', config);
  expect(plan.exit, plan.stderr).toBe(2);
  const { lines } = await godwit.json('preview', '--config', config);
  return {
    summary: plan.lines.at(-1) ?? {},
    items: lines.filter(({ type }) => type === 'item'),
    skipped: lines.filter(({ type }) => type === 'skipped'),
  };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function people({ organizer, requiredAttendees, optionalAttendees, resources }: JsonLine): readonly string[] {
  const all = [organizer, requiredAttendees, optionalAttendees, resources].flat() as ({ readonly email: string } | null)[];
  return all.flatMap((person) => person?.email ?? []);
}

/** What an item says, without how it comes there. */
function content({ mode: _mode, deliveredBy: _deliveredBy, waitsFor: _waitsFor, notes: _notes, ...rest }: JsonLine): JsonLine {
  return rest;
}

function place({ source }: JsonLine): string {
  return JSON.stringify(source, ['owner', 'calendar', 'resourceName']);
}

function places({ items, skipped }: Plan): ReadonlySet<string> {
  return new Set([...items, ...skipped].map(place));
}

beforeAll(async () => {
  godwit = openGodwit();
  sample = await writeSampleDump(join(godwit.folder, 'caldav.sql'), { seed: 7 });
  whole = await planned('whole', {});
});

afterAll(() => godwit.remove());

describe.each(['wait', 'silent'] as const)('a scope whose crossing meetings are to %s', (crossing) => {
  let plan: Plan;
  let inside: ReadonlySet<unknown>;

  beforeAll(async () => {
    plan = await planned(crossing, { scope: SCOPE, crossing });
    inside = new Set(whole.items.map(({ mailbox }) => mailbox));
  });

  it('writes into no other mailbox', () => {
    const mailboxes = [...new Set(plan.items.map(({ mailbox }) => mailbox))];
    expect(mailboxes.length).toBeGreaterThan(2);
    expect(SCOPE).toEqual(expect.arrayContaining(mailboxes));
  });

  it('has a line for every object in scope, and counts the others', () => {
    expect(Number(plan.summary['outOfScope']) + places(plan).size).toBe(sample.objects);
  });

  it('has no living meeting with anybody inside who is out of scope', () => {
    const living = plan.items.filter(({ mode }) => mode === 'live');
    expect(living.length).toBeGreaterThan(5);
    for (const item of living) {
      expect(people(item).filter((email) => inside.has(email) && !SCOPE.some((mailbox) => mailbox === email))).toEqual([]);
    }
  });

  it('waits for nothing that will never be there', () => {
    const keys = new Set(plan.items.map(({ key }) => key));
    for (const { waitsFor, parentKey } of plan.items) {
      expect([...strings(waitsFor), ...strings([parentKey])].filter((key) => !keys.has(key))).toEqual([]);
    }
  });

  it('says of its items what the whole plan says', () => {
    const byKey = new Map(whole.items.map((item) => [item['key'], content(item)]));
    for (const item of plan.items) expect(content(item)).toEqual(byKey.get(item['key']));
  });

  it('counts crossing meetings, and names who would close the set', () => {
    expect(Number(plan.summary['crossing'])).toBeGreaterThan(5);
    const close = strings(plan.summary['wouldClose']);
    expect(close.filter((mailbox) => !inside.has(mailbox) || SCOPE.some((own) => own === mailbox))).toEqual([]);
    const waiting = plan.skipped.filter(({ reason }) => reason === 'waits-crossing').length;
    const quieted = plan.items.filter(({ notes }) => JSON.stringify(notes).includes('crossing-silent')).length;
    expect(crossing === 'wait' ? [waiting > 10, quieted] : [waiting, quieted > 5]).toEqual(crossing === 'wait' ? [true, 0] : [0, true]);
  });

  it('closes when those who are named come in', async () => {
    const closed = await planned(`${crossing}-closed`, { scope: [...SCOPE, ...strings(plan.summary['wouldClose'])], crossing });
    // They bring meetings of their own, which may cross again; the first scope's own do not.
    const waiting = (of: Plan): readonly string[] => of.skipped.filter(({ reason }) => reason === 'waits-crossing').map(place);
    const own = waiting(closed).filter((entry) => waiting(plan).includes(entry));
    expect(own).toEqual([]);
    expect(Number(closed.summary['items'])).toBeGreaterThan(Number(plan.summary['items']));
  });
});

describe('a scope of days', () => {
  it.each([
    ['2026-11-20', '2026-12-20'],
    ['2026-11-20', null],
    [null, '2026-11-20'],
  ])('from %s to %s keeps an object by its instances, and never shortens a series', async (from, to) => {
    const plan = await planned(`days-${from ?? ''}-${to ?? ''}`, { from, to });
    const byKey = new Map(whole.items.map((item) => [item['key'], item]));
    for (const item of plan.items) expect(item).toEqual(byKey.get(item['key']));
    const kept = new Set(plan.items.map(({ key }) => key));
    const singles = whole.items.filter(({ recurrence, part, kind }) => recurrence === null && part === 'master' && kind !== 'travel');
    expect(singles.length).toBeGreaterThan(100);
    for (const { key, start, end } of singles) {
      const isInside = (to === null || String(start).slice(0, 10) < to) && (from === null || String(end).slice(0, 16) > from);
      expect([key, kept.has(key)]).toEqual([key, isInside]);
    }
    expect(plan.skipped.filter(({ reason }) => reason === 'out-of-range').length).toBeGreaterThan(50);
    expect(places(plan)).toEqual(places(whole));
  });
});
