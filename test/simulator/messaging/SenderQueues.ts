const MINUTE_MS = 60_000;

/** Exchange Online delays what one mailbox sends beyond so many messages a minute; it does not refuse it. Forgotten with the process. */
export class SenderQueues {
  private readonly leaving = new Map<string, number[]>();

  /** When the next message of this sender leaves, in milliseconds from now. */
  take(sender: string, now: number, perMinute: number | null): number {
    if (perMinute === null) return 0;
    const times = (this.leaving.get(sender) ?? []).filter((time) => time > now - MINUTE_MS);
    const earliest = (times.at(-perMinute) ?? Number.NEGATIVE_INFINITY) + MINUTE_MS;
    const leaves = Math.max(now, earliest);
    this.leaving.set(sender, [...times, leaves]);
    return leaves - now;
  }
}
