import type { GroupSettings, MailboxSettings, SimulatorSettings } from './settings.ts';

export interface Person {
  readonly address: string;
  readonly name: string;
}

export type DirectoryEntry =
  | { readonly kind: 'mailbox'; readonly entry: MailboxSettings }
  | { readonly kind: 'group'; readonly entry: GroupSettings }
  | { readonly kind: 'contact'; readonly entry: Person };

/** The address book: who has a mailbox here, which groups there are, whom outside it knows. */
export class Directory {
  private readonly entries = new Map<string, DirectoryEntry>();
  private readonly all: readonly DirectoryEntry[];

  constructor(settings: Pick<SimulatorSettings, 'mailboxes' | 'groups' | 'contacts'>) {
    const mailboxes = settings.mailboxes.map((entry) => ({ kind: 'mailbox' as const, entry }));
    const groups = settings.groups.map((entry) => ({ kind: 'group' as const, entry }));
    const contacts = settings.contacts.map((entry) => ({ kind: 'contact' as const, entry }));
    this.all = [...mailboxes, ...groups, ...contacts];
    for (const one of this.all) this.entries.set(one.entry.address.toLowerCase(), one);
    for (const one of mailboxes) for (const alias of one.entry.aliases) this.entries.set(alias.toLowerCase(), one);
  }

  find(address: string): DirectoryEntry | undefined {
    return this.entries.get(
      address
        .replace(/^smtp:/i, '')
        .trim()
        .toLowerCase(),
    );
  }

  mailbox(address: string): MailboxSettings | undefined {
    const found = this.find(address);
    return found?.kind === 'mailbox' ? found.entry : undefined;
  }

  /** Ambiguous name resolution: an address, or the beginning of any part of a name. */
  resolve(text: string): readonly DirectoryEntry[] {
    const exact = this.find(text);
    if (exact !== undefined) return [exact];
    const wanted = text
      .replace(/^smtp:/i, '')
      .trim()
      .toLowerCase();
    if (wanted === '') return [];
    return this.all.filter(({ entry }) => {
      const parts = [entry.address, entry.name, ...entry.name.split(/[\s,]+/)];
      return parts.some((part) => part.toLowerCase().startsWith(wanted));
    });
  }
}
