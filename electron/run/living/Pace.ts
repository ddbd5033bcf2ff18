import { pacedUntil } from '../../../shared/run/living/pace.ts';

const MINUTE_MS = 60_000;

interface Sender {
  /** When its last mails left, ascending. */
  left: readonly number[];
  /** Sends that were let go and have not left yet: they can leave at any moment, and count as if they did now. */
  leaving: number;
}

/** What each mailbox has sent in the last minute, or is about to send: invitations and answers alike. */
export class Pace {
  readonly #most: number;
  readonly #senders = new Map<string, Sender>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Mailboxes that must wait, and until when. */
  busyUntil(mailboxes: Iterable<string>, now: number): ReadonlyMap<string, number> {
    const busy = new Map<string, number>();
    for (const mailbox of mailboxes) {
      const { left, leaving } = this.#sender(mailbox);
      const until = pacedUntil([...left, ...Array.from({ length: leaving }, () => now)], now, this.#most);
      if (until > now) busy.set(mailbox, until);
    }
    return busy;
  }

  /** One more may go. Each is followed by `leaves`, or by `stays` where there was nothing to send after all. */
  allows(mailbox: string): void {
    this.#sender(mailbox).leaving += 1;
  }

  /** It goes. Counted whether it arrives or not. */
  leaves(mailbox: string, now: number): void {
    const sender = this.#sender(mailbox);
    sender.leaving -= 1;
    sender.left = [...sender.left.filter((at) => at > now - MINUTE_MS), now];
  }

  stays(mailbox: string): void {
    this.#sender(mailbox).leaving -= 1;
  }

  #sender(mailbox: string): Sender {
    const known = this.#senders.get(mailbox);
    if (known !== undefined) return known;
    const sender: Sender = { left: [], leaving: 0 };
    this.#senders.set(mailbox, sender);
    return sender;
  }
}
