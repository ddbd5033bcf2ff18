import type Database from 'better-sqlite3';

/** Where a mail went: into a mailbox of this organisation, or out of it. */
export type Place = 'inside' | 'outside';

export interface SentMail {
  readonly at: number;
  readonly sender: string;
  readonly recipient: string;
  readonly place: Place;
  readonly itemClass: string;
  readonly subject: string;
  readonly globalObjectId: string;
}

type SentMailRow = Omit<SentMail, 'itemClass' | 'globalObjectId'> & { readonly class: string; readonly goid: string };

/** A log of everything that was ever sent, so that a test can say that nothing left the house. */
export class SentMailStore {
  private readonly insertion;
  private readonly listing;
  private readonly counting;
  private readonly countingSender;

  constructor(database: Database.Database) {
    this.insertion = database.prepare<[number, string, string, string, string, string, string]>(
      'INSERT INTO sent_mail (at, sender, recipient, place, class, subject, goid) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.listing = database.prepare<[string], SentMailRow>(
      'SELECT at, sender, recipient, place, class, subject, goid FROM sent_mail WHERE place = ? ORDER BY id',
    );
    this.counting = database.prepare<[string], { readonly count: number }>('SELECT count(*) AS count FROM sent_mail WHERE place = ?');
    this.countingSender = database.prepare<[string, number], { readonly count: number }>(
      'SELECT count(*) AS count FROM sent_mail WHERE sender = ? AND at > ?',
    );
  }

  add(mail: SentMail): void {
    this.insertion.run(mail.at, mail.sender, mail.recipient, mail.place, mail.itemClass, mail.subject, mail.globalObjectId);
  }

  list(place: Place): readonly SentMail[] {
    return this.listing.all(place).map(({ class: itemClass, goid: globalObjectId, ...mail }) => ({ ...mail, itemClass, globalObjectId }));
  }

  /** Recipients a sender wrote to since then. */
  countSince(sender: string, at: number): number {
    return this.countingSender.get(sender, at)?.count ?? 0;
  }

  count(place: Place): number {
    return this.counting.get(place)?.count ?? 0;
  }
}
