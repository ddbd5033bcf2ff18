import { globalObjectIdOf } from '../../simulator/calendar/globalObjectId.ts';
import type { Item } from '../../simulator/model/Item.ts';
import type { Simulator } from '../../simulator/Simulator.ts';
import type { SentMail } from '../../simulator/store/SentMailStore.ts';
import type { PlannedLine } from './census.ts';
import type { InProcessExchange } from './inProcessExchange.ts';
import { mailLines, takeLivingCensus, type LivingCensus } from './livingCensus.ts';
import { verifyAll } from './runProject.ts';

/** What an undisturbed run leaves and sends; every other run is to come to the same. */
export interface Outcome {
  readonly census: LivingCensus;
  readonly mails: readonly SentMail[];
  readonly differences: readonly string[];
  readonly parity: number | null;
}

/** What a server holds and has sent, and what `godwit verify` says of it. */
export async function outcomeOf(exchange: InProcessExchange, projectPath: string, planned: readonly PlannedLine[]): Promise<Outcome> {
  const { sentMail } = exchange.simulator.store;
  const sent = { inside: sentMail.list('inside'), outside: sentMail.list('outside') };
  const { verdicts, parity } = await verifyAll(projectPath, exchange.url);
  const differences = verdicts.flatMap((verdict) =>
    verdict.differences.map(({ key, kind, field, source, target }) => `${key} ${kind} ${field}: ${source} / ${target}`),
  );
  return { census: takeLivingCensus(planned, exchange.states(), sent), mails: sent.inside, differences, parity };
}

/**
 * What a failover took of a meeting, and the design therefore sanctions:
 * - anew: so often its organizer's item was lost after it had been sent. It begins anew, and whoever was asked may be asked once more.
 * - isTorn: a guest's copy was lost, or a message on its way, and nobody but a person can bring it back without a second mail. What is
 *   missing of the meeting is named, not sent again.
 */
interface Losses {
  anew: number;
  isTorn: boolean;
}

function lossesOf({ lost, settings, store, directory }: Simulator): ReadonlyMap<string, Losses> {
  const losses = new Map<string, Losses>();
  // Where nobody has made an item of an invitation yet, or nobody will, it is all the guest has.
  const isOnItsWay = ({ mailbox }: Item): boolean => {
    const address = store.mailboxes.get(mailbox)?.address ?? '';
    return settings.messaging.attendantMs > 0 || directory.mailbox(address)?.automateProcessing === 'None';
  };
  for (const item of lost) {
    const of = losses.get(item.globalObjectId) ?? { anew: 0, isTorn: false };
    losses.set(item.globalObjectId, of);
    if (item.mail !== null) of.isTorn ||= isOnItsWay(item);
    else if (!item.meeting.isOrganizer) of.isTorn = true;
    else if (item.meeting.wasSent) of.anew += 1;
  }
  return losses;
}

/**
 * Where a meeting began anew, a guest who had declined one date has nothing left there to decline once more: the run names the step, and the
 * organizer's tracking of that guest stays as it is.
 */
function declinedBefore(
  differences: readonly string[],
  planned: readonly PlannedLine[],
  losses: ReadonlyMap<string, Losses>,
): readonly string[] {
  return planned
    .filter(({ uid }) => (losses.get(globalObjectIdOf(uid))?.anew ?? 0) > 0)
    .flatMap(({ key }) => {
      const own = differences.filter((one) => one.startsWith(`${key} different `));
      const steps = own.filter((one) => one.includes('DECLINED_BEFORE'));
      const guests = steps.map((one) => / answer (\S+) /.exec(one)?.[1] ?? 'nobody');
      return [
        ...steps,
        ...own.filter((one) => guests.some((guest) => one.includes(' tracking ') && one.includes(`: ${guest} Decline / `))),
      ];
    });
}

function countOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

export interface Judgement {
  /** What must not be. */
  readonly wrong: readonly string[];
  /** Meetings of which a failover lost what only their organizers can send again. */
  readonly torn: number;
  readonly anew: number;
}

/** Compares a run that met trouble with an undisturbed one. */
export function judge(
  found: Outcome,
  wanted: Outcome,
  { planned, simulator }: { readonly planned: readonly PlannedLine[]; readonly simulator: Simulator },
): Judgement {
  const losses = lossesOf(simulator);
  const lossesOfUid = new Map(planned.map(({ uid }) => [uid, losses.get(globalObjectIdOf(uid))]));
  const isTorn = (uid: string): boolean => lossesOfUid.get(uid)?.isTorn === true;
  const tornKeys = planned.filter(({ uid }) => isTorn(uid)).map(({ key }) => key);
  const tornSubjects = planned.filter(({ uid }) => isTorn(uid)).map(({ subject }) => subject);
  const isAboutTorn = (text: string): boolean =>
    tornKeys.some((key) => text.startsWith(key) || text.includes(`(${key.slice(0, 8)})`)) ||
    tornSubjects.some((subject) => text.includes(subject));
  const wrong: string[] = [];
  for (const name of ['missing', 'occurrences', 'messages', 'unmarked', 'twice', 'strangers', 'marks', 'outside'] as const) {
    const more = found.census[name].filter((one) => !wanted.census[name].includes(one));
    const isSanctioned = (one: string): boolean => !['twice', 'strangers', 'marks', 'outside'].includes(name) && isAboutTorn(one);
    wrong.push(...more.filter((one) => !isSanctioned(one)).map((one) => `${name}: ${one}`));
  }
  // Nothing is lost silently: what a failover took for good is named.
  for (const one of found.census.missing) {
    const key = planned.find((line) => one.includes(`(${line.key.slice(0, 8)})`))?.key ?? '';
    if (!found.differences.some((difference) => difference.startsWith(key))) wrong.push(`not named: ${one}`);
  }
  const told = declinedBefore(found.differences, planned, losses);
  const others = found.differences.filter((one) => !wanted.differences.includes(one) && !isAboutTorn(one) && !told.includes(one));
  wrong.push(...others.map((one) => `verify: ${one}`));
  if (tornKeys.length === 0 && found.parity !== wanted.parity) wrong.push(`parity ${String(found.parity)}`);
  const [were, are] = [countOf(mailLines(wanted.mails)), countOf(mailLines(found.mails))];
  for (const mail of [...found.mails, ...wanted.mails]) {
    const [line = ''] = mailLines([mail]);
    const [was, is] = [were.get(line) ?? 0, are.get(line) ?? 0];
    const { anew = 0, isTorn: isLess = false } = losses.get(mail.globalObjectId) ?? {};
    if (is > was * (1 + anew)) wrong.push(`mailed ${String(is)} times: ${line}`);
    if (is < was && !isLess) wrong.push(`mailed ${String(is)} times: ${line}`);
  }
  const all = [...losses.values()];
  return {
    wrong: [...new Set(wrong)],
    torn: all.filter(({ isTorn: is }) => is).length,
    anew: all.reduce((sum, { anew }) => sum + anew, 0),
  };
}
