import { describeFailure, type ErrorCode } from '../../shared/contract/errors.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { Answer } from '../ports/ExchangeTarget.ts';
import type { ServerTimeZones, TargetGreeting, TargetProbe } from '../ports/TargetProbe.ts';
import { mailboxFailure, networkFailure, requestFailure } from './check/targetFailure.ts';

/** One step of the check of the target. Steps that build on one that failed are not tried. */
export interface TargetStep {
  readonly step:
    'name' | 'connection' | 'certificate' | 'answer' | 'sign-in' | 'time-zones' | 'mailbox' | 'impersonation' | 'calendar' | 'autodiscover';
  readonly ok: boolean;
  /** What was seen; of a failure its sentence and the server's own words. */
  readonly detail: string;
  readonly code?: ErrorCode;
  readonly remedy?: string;
}

export interface CheckTargetInput {
  readonly probe: TargetProbe;
  /** Those the run would write to; each is opened, nothing is written. */
  readonly mailboxes: readonly string[];
  /** Windows ids the plan uses; empty before there is a plan. */
  readonly timeZones: readonly string[];
  /** Mailboxes opened at once. */
  readonly concurrency: number;
  readonly signal?: AbortSignal;
}

/** A list may begin with mailboxes that are gone; a few are enough to find one that is not. */
const MAILBOXES_TO_TRY = 5;

function passed(step: TargetStep['step'], detail: string): TargetStep {
  return { step, ok: true, detail };
}

function failed(step: TargetStep['step'], failure: Failure): TargetStep {
  const { code, sentence, remedy, detail } = describeFailure(failure);
  return { step, ok: false, detail: detail === undefined || detail === '' ? sentence : `${sentence} (${detail})`, code, remedy };
}

/** A step that throws what Node throws. */
async function networkStep(probe: TargetProbe, step: TargetStep['step'], look: () => Promise<string>): Promise<TargetStep> {
  try {
    return passed(step, await look());
  } catch (error) {
    return failed(step, error instanceof Failure ? error : networkFailure(probe, error));
  }
}

async function certificateStep({ probe, signal }: CheckTargetInput): Promise<string> {
  const { subject, issuer, validTo, problem } = await probe.certificate(signal);
  const detail = `${subject}, issued by ${issuer}, valid until ${validTo.slice(0, 10)}`;
  if (problem !== null) throw new Failure('TARGET_CERTIFICATE', { label: probe.label, reason: problem }, { detail });
  return detail;
}

/** Whether what answers is Exchange, and offers our way of signing in. */
function judgeGreeting({ label, scheme }: TargetProbe, { status, schemes, location }: TargetGreeting): Failure | null {
  if (status === 403) return new Failure('TARGET_EWS_DISABLED', { label }, { detail: 'HTTP_403' });
  if (location !== null) return new Failure('TARGET_NOT_EWS', { label, reason: `it redirects to ${location}` });
  if (status === 404 || status === 405) return new Failure('TARGET_NOT_EWS', { label, reason: `HTTP ${String(status)}` });
  if (status !== 401 || schemes.includes(scheme)) return null;
  return new Failure('TARGET_SCHEME_NOT_OFFERED', { label, scheme, offered: schemes.join(', ') || 'nothing' });
}

async function answerStep({ probe, signal }: CheckTargetInput): Promise<TargetStep> {
  const reply = await probe.greet(signal);
  if (!reply.ok) return failed('answer', requestFailure(probe, reply.failure));
  const failure = judgeGreeting(probe, reply.value);
  if (failure !== null) return failed('answer', failure);
  const { status, schemes } = reply.value;
  return passed('answer', schemes.length === 0 ? `HTTP ${String(status)}` : `HTTP ${String(status)}, sign-in by ${schemes.join(', ')}`);
}

/**
 * The first signed-in request. An application's token of Exchange Online is for impersonation only, so there the request is made as one of
 * the mailboxes; the first that lets us in will do.
 */
async function askTimeZones({ probe, mailboxes, signal }: CheckTargetInput): Promise<Answer<ServerTimeZones>> {
  const asOne = probe.scheme === 'Bearer' ? mailboxes.slice(0, MAILBOXES_TO_TRY) : [];
  for (const mailbox of asOne) {
    const reply = await probe.timeZones(mailbox, signal);
    if (reply.ok || mailboxFailure(probe, mailbox, reply.failure).step === 'calendar') return reply;
  }
  return probe.timeZones(null, signal);
}

async function* signInSteps(input: CheckTargetInput): AsyncGenerator<TargetStep> {
  const { probe, timeZones } = input;
  const reply = await askTimeZones(input);
  if (!reply.ok) {
    const failure = requestFailure(probe, reply.failure);
    // Whoever is told what is wrong with a mailbox was let in.
    const isLetIn = failure.code === 'TARGET_REFUSES' && reply.failure.responseCode.startsWith('Error');
    yield isLetIn ? passed('sign-in', `${probe.user} is let in (${reply.failure.responseCode})`) : failed('sign-in', failure);
    return;
  }
  const { ids, version } = reply.value;
  yield passed('sign-in', `${probe.user} is let in; the server is ${version}`);
  const unknown = timeZones.filter((id) => !ids.has(id));
  if (unknown.length > 0)
    yield failed('time-zones', new Failure('TARGET_TIME_ZONES_UNKNOWN', { label: probe.label, zones: unknown.join(', ') }));
  else yield passed('time-zones', `the server knows ${String(ids.size)}, among them the ${String(timeZones.length)} used`);
}

/** What the address book makes of an address that is no mailbox: a group, a contact, somebody's second address. */
async function addressBookHint({ probe, signal }: CheckTargetInput, mailbox: string): Promise<string> {
  const reply = await probe.resolveName(mailbox, signal);
  const [found] = reply.ok ? reply.value : [];
  return found === undefined ? '' : `; the address book knows it as ${found.kind} ${found.email}`;
}

/** One request tells whether the mailbox exists, may be acted for, and has a calendar. */
async function mailboxSteps(input: CheckTargetInput, mailbox: string): Promise<readonly TargetStep[]> {
  const { probe, signal } = input;
  const reply = await probe.openCalendar(mailbox, signal);
  const entered = [passed('mailbox', `${mailbox} exists`), passed('impersonation', `${probe.user} may act for ${mailbox}`)];
  if (reply.ok) return [...entered, passed('calendar', `the calendar of ${mailbox} opens`)];
  const { step, failure } = mailboxFailure(probe, mailbox, reply.failure);
  const line = failed(step, failure);
  if (step === 'mailbox') return [{ ...line, detail: line.detail + (await addressBookHint(input, mailbox)) }];
  // Only a server that was let to the calendar has said anything about the steps before.
  return failure.code === 'TARGET_CALENDAR_CLOSED' ? [...entered, line] : [line];
}

async function* reach(input: CheckTargetInput): AsyncGenerator<TargetStep> {
  const { probe, signal } = input;
  yield await networkStep(probe, 'name', async () => `${probe.host} is ${(await probe.addresses()).join(', ')}`);
  yield await networkStep(probe, 'connection', async () => {
    await probe.connect(signal);
    return `something listens on port ${String(probe.port)}`;
  });
  if (probe.isEncrypted) yield await networkStep(probe, 'certificate', () => certificateStep(input));
  yield await answerStep(input);
}

/** Where Autodiscover would have sent us, when the address the operator gave leads nowhere. */
async function* lookElsewhere({ probe, mailboxes, signal }: CheckTargetInput): AsyncGenerator<TargetStep> {
  const [mailbox] = mailboxes;
  const found = mailbox === undefined ? null : await probe.discover(mailbox, signal);
  if (found !== null && found !== probe.label) yield passed('autodiscover', `Autodiscover says that EWS is at ${found}`);
}

/**
 * Goes the way to Exchange step by step and stops where it ends: name, TCP, certificate, HTTP, sign-in, time zones, then each mailbox.
 * Reads only; yields each step as it is known.
 */
export async function* checkTarget(input: CheckTargetInput): AsyncGenerator<TargetStep> {
  for await (const step of reach(input)) {
    yield step;
    if (step.ok) continue;
    if (step.code !== 'TARGET_EWS_DISABLED' && step.code !== 'TARGET_SCHEME_NOT_OFFERED') yield* lookElsewhere(input);
    return;
  }
  for await (const step of signInSteps(input)) {
    yield step;
    if (!step.ok && step.step === 'sign-in') return;
  }
  const { mailboxes, concurrency } = input;
  for (let at = 0; at < mailboxes.length; at += concurrency) {
    input.signal?.throwIfAborted();
    const several = await Promise.all(mailboxes.slice(at, at + concurrency).map((mailbox) => mailboxSteps(input, mailbox)));
    yield* several.flat();
  }
}
