import { gateVerdict, type Whereabouts } from '../../../../shared/run/living/gate.ts';
import type { Answer, RequestFailure } from '../../../ports/ExchangeTarget.ts';
import type { Place } from '../../../ports/MeetingTarget.ts';
import type { SendingRequest } from './scanRequest.ts';

/** Leave to send as one mailbox, about these items, to these people: given by the gate alone, and only for a request that fits it. */
export interface SendPass {
  readonly mailbox: string;
  readonly items: readonly string[];
  readonly people: readonly string[];
}

/** What the address book says; asked as one of the mailboxes. */
export type LookUp = (asker: string, address: string, signal?: AbortSignal) => Promise<Answer<RawPlace>>;

/** Before scope has its say: mailboxes it reaches, and whether anything else is among them. */
export interface RawPlace {
  readonly where: 'inside' | 'outside' | 'unknown';
  readonly members: readonly string[];
}

function refusal(message: string): RequestFailure {
  return { outcome: 'not-executed', scope: 'mailbox', responseCode: 'GATE_REFUSED', message, backOffMs: null };
}

/**
 * The gate (design «The gate»): nothing may reach anyone outside. It knows only what the address book told it, and whom the run may touch;
 * it gives passes, and the transport lets nothing that sends go by without one.
 */
export class SendGate {
  readonly #lookUp: LookUp;
  readonly #known = new Map<string, RawPlace>();
  readonly #passes = new WeakSet<SendPass>();
  #allowed: ReadonlySet<string> = new Set();
  #proven = 0;
  #sending = 0;
  #refused = 0;

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp;
  }

  confine(mailboxes: Iterable<string>): void {
    this.#allowed = new Set([...mailboxes].map((mailbox) => mailbox.toLowerCase()));
  }

  /** Looked up once; only what the address book really said is remembered. */
  async place(asker: string, address: string, signal?: AbortSignal): Promise<Answer<Place>> {
    const key = address.toLowerCase();
    if (!this.#known.has(key)) {
      const found = await this.#lookUp(asker, key, signal);
      if (!found.ok) return found;
      this.#known.set(key, found.value);
    }
    return { ok: true, value: { where: this.#where(key), members: this.#known.get(key)?.members ?? [] } };
  }

  /** Leave to send about these items, given that the item holds these people. */
  async pass(mailbox: string, items: readonly string[], people: readonly string[], signal?: AbortSignal): Promise<Answer<SendPass>> {
    const all = [...new Set([mailbox, ...people].map((address) => address.toLowerCase()))];
    for (const address of all) {
      const placed = await this.place(mailbox, address, signal);
      if (!placed.ok) return placed;
    }
    const { passes, blockedBy } = gateVerdict(all, (address) => this.#where(address));
    if (!passes) {
      this.#refused += 1;
      return { ok: false, failure: refusal(blockedBy.map(([address, where]) => `${address} is ${where}`).join(', ')) };
    }
    const pass = Object.freeze({ mailbox: mailbox.toLowerCase(), items: Object.freeze([...items]), people: Object.freeze(all) });
    this.#passes.add(pass);
    return { ok: true, value: pass };
  }

  /** Whether this very request may leave; null when it may, else why not. */
  objection(request: SendingRequest, mailbox: string | null, pass: SendPass | undefined): string | null {
    const why = this.#objection(request, mailbox, pass);
    if (why === null) this.#proven += 1;
    else this.#refused += 1;
    return why;
  }

  /** A request that sends is on its way. */
  left(): void {
    this.#sending += 1;
  }

  statistics(): { readonly sending: number; readonly refused: number; readonly couldSendOutside: number } {
    return { sending: this.#sending, refused: this.#refused, couldSendOutside: this.#sending - this.#proven };
  }

  #objection({ addresses, itemIds, isOpaque }: SendingRequest, mailbox: string | null, pass: SendPass | undefined): string | null {
    if (pass === undefined || !this.#passes.has(pass)) return 'it has no pass';
    if (isOpaque) return 'it can hold recipients nobody sees';
    if (mailbox?.toLowerCase() !== pass.mailbox) return 'the pass is for another mailbox';
    if (itemIds.length === 0 || itemIds.some((id) => !pass.items.includes(id))) return 'the pass is for other items';
    const stranger = addresses.find((address) => !pass.people.includes(address));
    if (stranger !== undefined) return `the pass does not know ${stranger}`;
    // Who may be reached can have been narrowed since the pass was given.
    const { blockedBy } = gateVerdict(pass.people, (address) => this.#where(address));
    return blockedBy.length === 0 ? null : `${blockedBy[0]?.[0] ?? ''} is not inside`;
  }

  #where(address: string): Whereabouts {
    const known = this.#known.get(address);
    if (known === undefined) return 'unknown';
    if (known.where !== 'inside') return known.where;
    return known.members.every((member) => this.#allowed.has(member)) ? 'inside' : 'out-of-scope';
  }
}
