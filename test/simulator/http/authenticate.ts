import type { Socket } from 'node:net';
import type { AccountSettings, SimulatorSettings } from '../settings.ts';
import type { Counters } from './Counters.ts';
import { isValidAnswer, makeChallenge, messageType, userOf } from './ntlm.ts';

export type Authentication =
  | { readonly kind: 'accepted'; readonly account: AccountSettings }
  /** 401 with these WWW-Authenticate lines. */
  | { readonly kind: 'challenged'; readonly challenges: readonly string[] };

interface NtlmState {
  challenge: Buffer | null;
  account: AccountSettings | null;
}

/** Basic and Bearer by request; NTLM by connection: once through, it needs no header any more. */
export class Authenticator {
  private readonly connections = new WeakMap<Socket, NtlmState>();
  private readonly counters: Counters;

  constructor(counters: Counters) {
    this.counters = counters;
  }

  authenticate(header: string | undefined, socket: Socket, settings: SimulatorSettings): Authentication {
    const known = this.connections.get(socket)?.account ?? null;
    if (header === undefined && known !== null) return { kind: 'accepted', account: known };
    const [scheme = '', value = ''] = (header ?? '').split(/\s+/);
    const allows = (name: SimulatorSettings['authentication'][number]): boolean => settings.authentication.includes(name);
    if (/^basic$/i.test(scheme) && allows('basic')) return this.answer(basicAccount(value, settings), settings);
    if (/^bearer$/i.test(scheme) && allows('bearer'))
      return this.answer(
        settings.accounts.find((one) => one.token === value),
        settings,
      );
    if (/^(ntlm|negotiate)$/i.test(scheme) && allows('ntlm')) return this.ntlm(scheme, Buffer.from(value, 'base64'), socket, settings);
    const first = settings.accounts[0];
    return this.answer(header === undefined && allows('anonymous') ? first : undefined, settings);
  }

  private answer(account: AccountSettings | undefined, settings: SimulatorSettings): Authentication {
    return account === undefined ? { kind: 'challenged', challenges: offers(settings) } : { kind: 'accepted', account };
  }

  private ntlm(scheme: string, message: Buffer, socket: Socket, settings: SimulatorSettings): Authentication {
    const state = this.connections.get(socket) ?? { challenge: null, account: null };
    this.connections.set(socket, state);
    if (messageType(message) === 1) {
      const { message: answer, challenge } = makeChallenge();
      state.challenge = challenge;
      return { kind: 'challenged', challenges: [`${scheme} ${answer.toString('base64')}`] };
    }
    const { challenge } = state;
    state.challenge = null;
    if (messageType(message) !== 3 || challenge === null) return this.answer(undefined, settings);
    const user = userOf(message).toLowerCase();
    const account = settings.accounts.find((one) => one.user.toLowerCase() === user && isValidAnswer(message, challenge, one.password));
    state.account = account ?? null;
    if (account !== undefined) this.counters.ntlmHandshakes++;
    return this.answer(account, settings);
  }
}

function basicAccount(value: string, settings: SimulatorSettings): AccountSettings | undefined {
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const user = text.slice(0, colon).replace(/^.*\\/, '').toLowerCase();
  const password = text.slice(colon + 1);
  return settings.accounts.find((one) => one.user.toLowerCase() === user && one.password === password);
}

function offers(settings: SimulatorSettings): readonly string[] {
  const lines: string[] = [];
  if (settings.authentication.includes('ntlm')) lines.push('Negotiate', 'NTLM');
  if (settings.authentication.includes('basic')) lines.push('Basic realm="simulator"');
  if (settings.authentication.includes('bearer')) lines.push('Bearer client_id="00000002-0000-0ff1-ce00-000000000000"');
  return lines;
}
