import type { Instant } from './calendar/civil.ts';
import type { Zone } from './calendar/windowsZones.ts';
import type { Directory } from './Directory.ts';
import type { ItemFaults } from './faults/ItemFaults.ts';
import type { Task } from './messaging/Task.ts';
import type { AccountSettings, SimulatorSettings } from './settings.ts';
import type { StoredMailbox } from './store/MailboxStore.ts';
import type { Store } from './store/Store.ts';

/** What lives as long as the simulator. Settings and directory are replaced when a test changes them. */
export interface Services {
  readonly store: Store;
  readonly settings: SimulatorSettings;
  readonly directory: Directory;
  /** To the second: Exchange shows no more. */
  readonly now: () => Instant;
  /** Puts work off; what is due at once is done before the request is answered. */
  readonly later: (task: Task, delayMs: number) => void;
  /** Takes the sender's next place in the queue of what leaves: how long a message waits there. */
  readonly queueMs: (sender: string) => number;
}

/** What lives as long as a request. */
export interface RequestContext {
  readonly services: Services;
  readonly account: AccountSettings;
  /** Whose rights the request has: the impersonated mailbox, else the account's own if it has one. */
  readonly mailbox: StoredMailbox | null;
  /** TimeZoneContext: how dates and times without an offset are meant. */
  readonly zone: Zone | null;
  readonly itemFaults: ItemFaults;
}
