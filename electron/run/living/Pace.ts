import { pacedUntil } from '../../../shared/run/living/pace.ts';

const MINUTE_MS = 60_000;

/** What each mailbox has sent in the last minute, invitations and answers alike. */
export class Pace {
  readonly #most: number;
  readonly #sentAt = new Map<string, number[]>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Mailboxes that must wait, and until when. */
  busyUntil(mailboxes: Iterable<string>, now: number): ReadonlyMap<string, number> {
    const busy = new Map<string, number>();
    for (const mailbox of mailboxes) {
      const until = pacedUntil(this.#sentAt.get(mailbox) ?? [], now, this.#most);
      if (until > now) busy.set(mailbox, until);
    }
    return busy;
  }

  /** One more is about to go. Counted whether it arrives or not. */
  sends(mailbox: string, now: number): void {
    const recent = (this.#sentAt.get(mailbox) ?? []).filter((at) => at > now - MINUTE_MS);
    this.#sentAt.set(mailbox, [...recent, now]);
  }
}
