import { afterAll, beforeAll, expect, it } from 'vitest';
import { ewsTarget } from '../../../electron/adapters/ews/ewsTarget.ts';
import type { EwsTransport, HttpReply } from '../../../electron/adapters/ews/http/EwsTransport.ts';
import { meetingTarget } from '../../../electron/adapters/ews/meetingTarget.ts';
import { openTransport } from '../../../electron/adapters/ews/openEws.ts';
import type { ExchangeTarget } from '../../../electron/ports/ExchangeTarget.ts';
import type { MeetingTarget } from '../../../electron/ports/MeetingTarget.ts';
import { globalObjectId } from '../../../shared/convert/derivedUid.ts';
import { openExchange, type InProcessExchange } from '../../resume/support/inProcessExchange.ts';
import { seededRandom, type Random } from '../../sample/random.ts';
import { attendee, calendarItem, createRequest, dailyFrom } from '../../support/ewsItems.ts';
import { INPUTS, SECRET, SEED, spoil, Stopwatch } from './spoil.ts';

const [JIMI, JERRY] = ['jimi@contoso.com', 'jerry@contoso.com'];
const ACCOUNT = { user: 'svc', password: SECRET };
const MARK = { runId: 'run-1', projectId: 'p', holder: 'h', heartbeat: '2026-11-20T00:00:00.000Z' };

interface Ews {
  readonly target: ExchangeTarget;
  readonly meetings: MeetingTarget;
}
type Question = (ews: Ews) => Promise<unknown>;

function ewsOver(transport: EwsTransport): Ews {
  const { meetings, gated } = meetingTarget(transport);
  meetings.confine([JIMI, JERRY]);
  return { meetings, target: ewsTarget(gated) };
}

/** Answers every request with the next of these texts, whatever it was. */
function replaying(replies: readonly HttpReply[]): EwsTransport {
  let next = 0;
  const statistics = { requests: 0, connections: 0, handshakes: 0 };
  return {
    url: 'https://mail.contoso.com/EWS/Exchange.asmx',
    // A server that always says «there is more» must not be asked for ever.
    post: () => (next < 200 ? Promise.resolve(replies[next++ % replies.length]!) : Promise.reject(new Error('asked without end'))),
    statistics: () => statistics,
    close: () => Promise.resolve(),
  };
}

let exchange: InProcessExchange;
/** Each thing that can be asked, and what the server really answered. */
const asked: { readonly question: Question; readonly replies: readonly HttpReply[] }[] = [];

beforeAll(async () => {
  exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: [JIMI, JERRY] });
  const transport = openTransport({
    url: exchange.url,
    auth: { kind: 'basic', ...ACCOUNT },
    connections: 2,
    timeoutMs: 5000,
    userAgent: 'test',
  });
  let replies: HttpReply[] = [];
  const ews = ewsOver({
    ...transport,
    url: transport.url,
    post: async (body, options) => {
      const reply = await transport.post(body, options);
      replies.push(reply);
      return reply;
    },
  });
  const ask = async <T>(question: (ews: Ews) => Promise<T>): Promise<T> => {
    replies = [];
    const answer = await question(ews);
    asked.push({ question, replies });
    return answer;
  };
  await recordAnswers(ask);
  await transport.close();
});
afterAll(() => exchange.stop());

async function recordAnswers(ask: <T>(question: (ews: Ews) => Promise<T>) => Promise<T>): Promise<void> {
  const opened = await ask(({ target }) => target.openCalendar(JIMI));
  const folder = opened.ok ? opened.value.id : '';
  await ask(({ target }) => target.ensureFolder(JIMI, 'Work', 'run-1'));
  await ask(({ target }) => target.calendarFolders(JIMI));
  await ask(({ target }) => target.findFolder(JIMI, 'Work'));
  await ask(({ target }) => target.writeRunMark(JIMI, MARK));
  await ask(({ target }) => target.readRunMark(JIMI));
  const people = { requiredAttendees: [attendee(JERRY, 'Jerry')] };
  const meeting = calendarItem({ recurrence: dailyFrom('2026-12-07', 9), uid: 'm@example.com', body: { type: 'HTML', text: '<p>x</p>' } });
  const created = await ask(({ target }) =>
    target.createItems(JIMI, folder, [
      createRequest('one', meeting, 'meeting'),
      createRequest('two', calendarItem({ ...people, uid: 't' }), 'meeting'),
    ]),
  );
  const ids = created.ok ? created.answers.flatMap((answer) => (answer.outcome === 'done' ? [answer.value.id] : [])) : [];
  const [masterId = ''] = ids;
  const change = {
    originalStart: '2026-12-08T09:00:00+01:00',
    start: '2026-12-08T11:00:00+01:00',
    end: '2026-12-08T12:00:00+01:00',
    subject: 'Moved',
  };
  await ask(({ target }) => target.updateOccurrences(JIMI, [{ masterId, instanceIndex: 2, change, master: meeting }]));
  await ask(({ target }) => target.deleteOccurrences(JIMI, [{ masterId, instanceIndex: 3 }]));
  await ask(({ target }) => target.listMarked(JIMI, folder, 0));
  await ask(({ target }) => target.readItems(JIMI, ids));
  await ask(({ target }) => target.calendarView(JIMI, folder, { from: '2026-12-01T00:00:00Z', to: '2027-01-01T00:00:00Z' }));
  await ask(({ meetings }) => meetings.place(JIMI, JERRY));
  const lists = { required: [{ email: JERRY, name: 'Jerry' }], optional: [], resources: [] };
  await ask(({ meetings }) =>
    meetings.send(JIMI, { ref: { itemId: masterId }, people: lists, held: [JIMI, JERRY], to: 'all', mark: 'sent' }),
  );
  exchange.simulator.settle();
  const goid = globalObjectId(meeting.uid);
  const copies = await ask(({ meetings }) => meetings.findCopies(JERRY, [goid]));
  const copy = copies.ok ? copies.value[0] : undefined;
  await ask(({ meetings }) => meetings.readMeetings(JIMI, [{ itemId: masterId }]));
  await ask(({ meetings }) => meetings.respond(JERRY, { id: copy?.id ?? '', changeKey: copy?.changeKey ?? '' }, 'Accept', [JIMI, JERRY]));
  await ask(({ meetings }) => meetings.addSilently(JIMI, { itemId: masterId }, lists, 'append'));
  const messages = await ask(({ meetings }) => meetings.listMessages(JERRY));
  await ask(({ meetings }) => meetings.findMessages(JERRY, [goid]));
  await ask(({ meetings }) => meetings.removeMessages(JERRY, messages.ok ? messages.value : []));
  await ask(({ target }) => target.deleteItems(JIMI, ids));
}

/** The answer as a broken proxy or a malicious server has it: the text, its values, its status. */
function spoilReply(reply: HttpReply, random: Random): HttpReply {
  if (random.below(20) === 0) return { ...reply, status: random.pick([200, 302, 400, 401, 403, 404, 500, 503, 599]) };
  if (random.below(3) > 0) return { ...reply, body: spoil(reply.body, random) };
  // One value inside, so that the text stays well-formed.
  const values = [...reply.body.matchAll(/>([^<>]+)</g)];
  const value = values[random.below(values.length)];
  if (value === undefined) return { ...reply, body: spoil(reply.body, random) };
  const other = spoil(value[1] ?? '', random).replace(/[<&>\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');
  return {
    ...reply,
    body: `${reply.body.slice(0, value.index + 1)}${other}${reply.body.slice(value.index + (value[1] ?? '').length + 1)}`,
  };
}

it(`survives ${String(INPUTS)} spoilt answers of a server (seed ${String(SEED)})`, { timeout: 3_600_000 }, async () => {
  expect(asked.length).toBeGreaterThan(20);
  const random = seededRandom(SEED);
  const watch = new Stopwatch();
  const outcomes = { ok: 0, failed: 0 };
  for (let number = 0; number < INPUTS; number += 1) {
    const { question, replies } = random.pick(asked);
    const spoilt = replies.map((reply) => spoilReply(reply, random));
    watch.start();
    const answer = await question(ewsOver(replaying(spoilt))).catch((error: unknown) => {
      throw new Error(`threw at: ${spoilt.map(({ body }) => body).join('\n')}`, { cause: error });
    });
    watch.stop();
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    outcomes[(answer as { readonly ok: boolean }).ok ? 'ok' : 'failed'] += 1;
  }
  process.stdout.write(`  answers: ${JSON.stringify(outcomes)}, slowest ${watch.slowestMs.toFixed(0)} ms\n`);
  expect(outcomes.failed).toBeGreaterThan(INPUTS / 10);
  expect(outcomes.ok).toBeGreaterThan(INPUTS / 10);
  expect(watch.slowestMs).toBeLessThan(1000);
});
