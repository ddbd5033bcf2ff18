import type { Directory } from '../Directory.ts';
import type { Recipient } from '../model/Item.ts';

export interface Destination {
  readonly recipient: Recipient;
  /** The primary address of the mailbox here, or null: the mail leaves the house. */
  readonly mailbox: string | null;
}

/** Where mail to these people goes: groups opened to the last member, everyone once. */
export function destinationsOf(recipients: readonly Recipient[], directory: Directory): readonly Destination[] {
  const found = new Map<string, Destination>();
  const opened = new Set<string>();
  const visit = (recipient: Recipient): void => {
    const key = recipient.address.toLowerCase();
    const known = directory.find(key);
    if (known?.kind === 'group') {
      if (opened.has(key)) return;
      opened.add(key);
      for (const member of known.entry.members) visit({ name: member, address: member, routing: 'SMTP' });
      return;
    }
    const mailbox = known?.kind === 'mailbox' ? known.entry.address : null;
    const identity = (mailbox ?? key).toLowerCase();
    if (!found.has(identity)) found.set(identity, { recipient, mailbox });
  };
  recipients.forEach(visit);
  return [...found.values()];
}
