/** Exchange Online delays what a mailbox sends beyond 30 messages a minute; five are left to its owner. */
export const SENDS_PER_MINUTE = 25;
const MINUTE_MS = 60_000;

/**
 * Until when a mailbox has to wait that sent at these moments (ascending): one more must leave no minute with more than `most`.
 * 0 = it may send now. Answers count as much as invitations.
 */
export function pacedUntil(sentAt: readonly number[], now: number, most: number): number {
  const recent = sentAt.filter((at) => at > now - MINUTE_MS);
  if (recent.length < most) return 0;
  return (recent[recent.length - most] ?? now) + MINUTE_MS;
}
