import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import type { ItemState, MailboxState } from '../simulator/state/describeState.ts';
import { plannedLines, type PlannedLine } from '../resume/support/census.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { realShapedManifest, realShapedSource, whyNoRealShaped } from '../support/realShaped.ts';

/** Which database, and whether the server lets exceptions travel with their series. */
const CASES = [
  ['el-capitan-v60', true],
  ['mountain-lion-v12', true],
  ['el-capitan-v60', false],
] as const;
const why = whyNoRealShaped();
const ACCOUNT = { user: 'svc', password: 'secret' };
const AS_OF = '2026-11-20T00:00:00Z';

/** What the maker of a database says of it: who is who, who answered what. */
const manifestSchema = z.object({
  users: z.array(z.object({ guid: z.string(), short: z.string(), email: z.string().nullable(), cutype: z.string() })),
  meetings: z.record(
    z.string(),
    z.object({
      organizer: z.string(),
      partstats: z.record(z.string(), z.string()),
      declined_instances: z.record(z.string(), z.string().nullable()),
    }),
  ),
});
type Manifest = z.infer<typeof manifestSchema>;

const RESPONSES: Readonly<Record<string, string>> = { ACCEPTED: 'Accept', TENTATIVE: 'Tentative', DECLINED: 'Decline' };

interface TrueAnswer {
  readonly uid: string;
  readonly organizer: string;
  readonly guest: string;
  readonly response: string;
}

/** Every answer between people who have a mailbox, from the manifest alone. */
function trueAnswers({ users, meetings }: Manifest): readonly TrueAnswer[] {
  const people = users.filter(({ cutype }) => cutype !== 'GROUP');
  const byGuid = new Map(people.map(({ guid, short }) => [guid.toLowerCase(), `${short}@contoso.com`]));
  const byMail = new Map(people.map(({ email, short }) => [email?.toLowerCase() ?? '', `${short}@contoso.com`]));
  const mailboxOf = (address: string): string | undefined => {
    const [scheme = '', ...rest] = address.toLowerCase().split(':');
    return scheme === 'mailto' ? byMail.get(rest.join(':')) : byGuid.get(rest.at(-1) ?? scheme);
  };
  return Object.entries(meetings).flatMap(([uid, { organizer, partstats }]) => {
    const owner = byGuid.get(organizer.toLowerCase());
    return Object.entries(partstats).flatMap(([address, partstat]) => {
      const [guest, response] = [mailboxOf(address), RESPONSES[partstat]];
      const isAnswer = owner !== undefined && guest !== undefined && guest !== owner && response !== undefined;
      return isAnswer ? [{ uid, organizer: owner, guest, response }] : [];
    });
  });
}

interface DeclinedOccurrence {
  readonly uid: string;
  readonly organizer: string;
  readonly guest: string;
  readonly at: number;
}

/** Occurrences a guest declined out of a series. */
function declinedOccurrences({ users, meetings }: Manifest): readonly DeclinedOccurrence[] {
  const mailboxes = new Map(users.map(({ guid, short }) => [guid, `${short}@contoso.com`]));
  return Object.entries(meetings).flatMap(([uid, { organizer, declined_instances: instances }]) =>
    Object.entries(instances).flatMap(([guid, instance]) => {
      const text = instance?.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z') ?? '';
      const [owner, guest, at] = [mailboxes.get(organizer), mailboxes.get(guid), Date.parse(text)];
      return owner === undefined || guest === undefined || Number.isNaN(at) ? [] : [{ uid, organizer: owner, guest, at }];
    }),
  );
}

type Calendars = ReadonlyMap<string, readonly ItemState[]>;

/** Items of default calendars by mailbox and UID. */
function calendarsOf(states: readonly MailboxState[]): Calendars {
  const items = states.flatMap(({ address, folders }) =>
    folders
      .filter(({ distinguished }) => distinguished === 'calendar')
      .flatMap(({ items: some }) => some.map((item) => [`${address.toLowerCase()} ${item.uid}`, item] as const)),
  );
  return new Map([...Map.groupBy(items, ([key]) => key)].map(([key, some]) => [key, some.map(([, item]) => item)]));
}

function isTracked(calendars: Calendars, { organizer, uid, guest, response }: TrueAnswer): boolean {
  const items = calendars.get(`${organizer} ${uid}`) ?? [];
  const said = items.flatMap(({ content: { required, optional, resources } }) =>
    [...required, ...optional, ...resources].filter(({ address }) => address.toLowerCase() === guest).map((person) => person.response),
  );
  return said.length > 0 && said.every((one) => one === response);
}

/** The guest's own copy says it; of what was declined there is none. */
function isOwn(calendars: Calendars, { uid, guest, response }: TrueAnswer): boolean {
  const said = (calendars.get(`${guest} ${uid}`) ?? []).map(({ meeting }) => meeting.myResponse);
  return response === 'Decline' ? said.length === 0 : said.length > 0 && said.every((one) => one === response);
}

/** The most invitations anybody got to one meeting. */
function mostRequests(requests: readonly { readonly recipient: string; readonly globalObjectId: string }[]): number {
  const byGuest = Map.groupBy(requests, ({ recipient, globalObjectId }) => `${recipient} ${globalObjectId}`);
  return Math.max(...[...byGuest.values()].map(({ length }) => length));
}

/** The most single occurrences of one meeting anybody is invited to, one invitation each. */
function mostSingles(planned: readonly PlannedLine[]): number {
  const singles = planned.filter(({ part, deliveredBy }) => part.startsWith('orphan:') && deliveredBy === 'exchange');
  const byGuest = Map.groupBy(singles, ({ mailbox, source }) => `${mailbox} ${source.uid}`);
  return Math.max(1, ...[...byGuest.values()].map(({ length }) => length));
}

function mostExceptions(planned: readonly PlannedLine[]): number {
  return Math.max(...planned.map(({ modifiedOccurrences }) => modifiedOccurrences.length));
}

interface Tally {
  answers: number;
  tracked: number;
  own: number;
}

describe.skipIf(why !== undefined).each(CASES)(
  `%s, its future live, exceptions travel: %s${why === undefined ? '' : ` (skipped: ${why})`}`,
  (name, travels) => {
    let godwit: Godwit;
    let exchange: SimulatorHandle;
    let config: string;
    let plan: JsonLine | undefined;
    let planned: readonly PlannedLine[];
    let preview: readonly JsonLine[];
    let run: readonly JsonLine[];
    let verified: readonly JsonLine[];
    let manifest: Manifest;

    async function command(words: readonly string[]): Promise<readonly JsonLine[]> {
      const spoken = await godwit.json(...words, '--config', config);
      expect([0, 2, 3, 4], `${words.join(' ')}: ${spoken.stderr}`).toContain(spoken.exit);
      return spoken.lines;
    }

    beforeAll(async () => {
      manifest = manifestSchema.parse(realShapedManifest(name));
      godwit = openGodwit();
      godwit.environment = { EWSPW: ACCOUNT.password };
      exchange = await startSimulator({ profile: 'ExchangeSE', accounts: [ACCOUNT], messaging: { exceptionsTravel: travels } });
      config = godwit.config(name, {
        project: `${name}.godwit`,
        ...realShapedSource(name),
        target: {
          kind: 'ews',
          url: exchange.url,
          auth: { kind: 'basic', user: ACCOUNT.user, passwordEnv: 'EWSPW' },
          sendsPerMinute: 1000,
        },
        options: { meetings: 'live', cutOver: AS_OF, timeZone: 'Europe/Berlin' },
      });
      for (const words of [['snapshot'], ['directory'], ['mapping', 'suggest']]) await command(words);
      plan = (await command(['plan', '--as-of', AS_OF])).at(-1);
      preview = await command(['preview']);
      planned = plannedLines(preview);
      const mailboxes = manifest.users.filter(({ cutype }) => cutype !== 'GROUP').map(({ short }) => `${short}@contoso.com`);
      await exchange.change({ mailboxes: [...new Set([...mailboxes, ...planned.map(({ mailbox }) => mailbox)])] });
      Object.defineProperty(godwit, 'now', { get: () => new Date(), configurable: true });
      run = await command(['run', '--yes']);
      verified = await command(['verify']);
    }, 600_000);
    afterAll(async () => {
      await exchange.stop();
      godwit.remove();
    });

    it('is through, and verify finds no difference', () => {
      const meetings = planned.filter(({ kind, mode }) => kind === 'meeting' && mode === 'live').length;
      const through = run.filter(({ type, phase }) => type === 'meeting' && phase === 'cleaned').length;
      process.stdout.write(`\n${name}: ${JSON.stringify(run.at(-1))}\n  ${JSON.stringify(verified.at(-1))}\n`);
      expect([through, run.at(-1)]).toMatchObject([meetings, { failed: 0, waiting: 0, couldSendOutside: 0 }]);
      expect(verified.filter(({ type }) => type === 'difference')).toEqual([]);
      expect(verified.at(-1)).toMatchObject({ parity: 1 });
    });

    it('shows every answer of living meetings twice, and has a note for each other miss', async () => {
      const calendars = calendarsOf(await exchange.state());
      const modes = new Map(planned.filter(({ kind }) => kind === 'meeting').map(({ source, mode }) => [source.uid, mode]));
      const tallies: Record<string, Tally> = {};
      const unexplained: TrueAnswer[] = [];
      for (const answer of trueAnswers(manifest)) {
        const mode = modes.get(answer.uid) ?? 'no meeting';
        const tally = (tallies[mode] ??= { answers: 0, tracked: 0, own: 0 });
        const [tracked, own] = [isTracked(calendars, answer), isOwn(calendars, answer)];
        tally.answers += 1;
        tally.tracked += Number(tracked);
        tally.own += Number(own);
        if (!(tracked && own) && !isExplained(answer.uid)) unexplained.push(answer);
      }
      process.stdout.write(`\n${name}: ${JSON.stringify(tallies)}\n`);
      const { live } = tallies;
      expect(live).toEqual({ answers: live?.answers, tracked: live?.answers, own: live?.answers });
      expect(live?.answers).toBeGreaterThan(200);
      expect(unexplained).toEqual([]);
    });

    /** Silent: the plan notes that the target keeps no answers. No meeting at all: each copy was left out, with its reason. */
    function isExplained(uid: string): boolean {
      const items = planned.filter(({ source, kind }) => source.uid === uid && kind === 'meeting');
      if (items.length > 0) return items.every(({ notes }) => notes.some(({ code }) => code === 'answers-not-kept'));
      const skipped = preview.filter(
        (line) => line['type'] === 'skipped' && z.object({ uid: z.string() }).parse(line['source']).uid === uid,
      );
      return skipped.length > 0 && skipped.every(({ reason }) => reason === 'task' || reason === 'inbox');
    }

    it('shows each declined occurrence to its organizer, and to its guest no more', async () => {
      const calendars = calendarsOf(await exchange.state());
      const declined = declinedOccurrences(manifest).filter(({ uid }) =>
        planned.some(({ source, mode }) => source.uid === uid && mode === 'live'),
      );
      const wrong = declined.filter(({ uid, organizer, guest, at }) => {
        const said = (calendars.get(`${organizer} ${uid}`) ?? []).flatMap(({ exceptions }) =>
          exceptions
            .filter(({ originalStart }) => Date.parse(originalStart) === at)
            .flatMap(({ content: { required = [], optional = [], resources = [] } }) => [...required, ...optional, ...resources])
            .filter(({ address }) => address.toLowerCase() === guest),
        );
        const own = (calendars.get(`${guest} ${uid}`) ?? []).flatMap(({ deleted }) => deleted.map((one) => Date.parse(one)));
        return said.some(({ response }) => response !== 'Decline') || said.length === 0 || !own.includes(at);
      });
      process.stdout.write(`\n${name}: ${String(declined.length)} declined occurrences\n`);
      expect([declined.length > 3, wrong]).toEqual([true, []]);
    });

    it('verify counts what the manifest says', () => {
      const uids = new Set(planned.filter(({ kind }) => kind === 'meeting').map(({ source }) => source.uid));
      const whole = trueAnswers(manifest).filter(({ uid }) => uids.has(uid)).length;
      const summary = z.object({ trackingSource: z.int(), answersSource: z.int(), ownSource: z.int() }).parse(verified.at(-1));
      // Single occurrences answered otherwise come on top, and two copies with addresses the manifest does not follow.
      expect(summary.trackingSource).toBeGreaterThanOrEqual(whole);
      expect(summary.trackingSource).toBeLessThan(whole + 20);
      expect(summary.answersSource).toBe(summary.trackingSource + summary.ownSource);
    });

    it('sends what the plan said: once a guest and meeting, nothing outside, and leaves no message behind', async () => {
      const counts = z.object({ invitations: z.int(), answers: z.int(), forExceptions: z.int() });
      const { invitations, answers: given, forExceptions } = z.object({ mails: counts }).parse(plan).mails;
      const { inside, outside } = await exchange.sent();
      const requests = inside.filter(({ itemClass }) => itemClass === 'IPM.Schedule.Meeting.Request');
      const answers = inside.filter(({ itemClass }) => itemClass.startsWith('IPM.Schedule.Meeting.Resp'));
      expect([inside.length - requests.length - answers.length, outside]).toEqual([0, []]);
      if (travels) expect([requests.length, answers.length]).toEqual([invitations, given]);
      expect(inside.length).toBe(invitations + given + (travels ? 0 : forExceptions));
      expect(run.at(-1)).toMatchObject({ mailsInside: inside.length });
      expect(mostRequests(requests)).toBeLessThanOrEqual(travels ? mostSingles(planned) : 1 + mostExceptions(planned));
      const left = (await exchange.state()).flatMap(({ folders }) =>
        folders
          .filter(({ distinguished }) => distinguished === 'inbox' || distinguished === 'sentitems' || distinguished === 'deleteditems')
          .flatMap(({ items }) => items.map(({ itemClass }) => itemClass)),
      );
      expect(left).toEqual([]);
    });
  },
);
