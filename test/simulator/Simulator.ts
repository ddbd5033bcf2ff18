import type { Instant } from './calendar/civil.ts';
import type { RequestContext, Services } from './context.ts';
import { Directory } from './Directory.ts';
import { FaultPlan } from './faults/FaultPlan.ts';
import { ItemFaults } from './faults/ItemFaults.ts';
import type { ItemFault } from './faults/ItemFaults.ts';
import { Counters } from './http/Counters.ts';
import { OPERATIONS } from './operations/operationTable.ts';
import { changeSettings } from './settings.ts';
import type { AccountSettings, GivenSettings, SimulatorSettings } from './settings.ts';
import type { Envelope } from './soap/readEnvelope.ts';
import { readCaller, readTimeZoneContext } from './soap/readCaller.ts';
import { SoapFault } from './soap/ResponseError.ts';
import { attend } from './messaging/attend.ts';
import { repairCalendars } from './messaging/repairCalendars.ts';
import type { Disagreement } from './messaging/repairCalendars.ts';
import { SenderQueues } from './messaging/SenderQueues.ts';
import { putIntoInbox } from './messaging/deliver.ts';
import type { Task } from './messaging/Task.ts';
import type { Item } from './model/Item.ts';
import { Store } from './store/Store.ts';
import type { StoredMailbox } from './store/MailboxStore.ts';

export interface Outcome {
  /** The response's element, without its envelope. */
  readonly body: string;
  readonly itemCount: number;
}

/** The server behind the wire: settings, clock, store, faults. Knows nothing of HTTP. */
export class Simulator implements Services {
  readonly store: Store;
  readonly counters = new Counters();
  /** What failovers took, as it was. */
  readonly lost: Item[] = [];
  private readonly queues = new SenderQueues();
  private current: SimulatorSettings;
  private currentDirectory: Directory;
  private currentFaults: FaultPlan;
  private clockOffset: number;
  /** Spares every request a look into an empty list. */
  private hasTasks: boolean;

  constructor(settings: SimulatorSettings, storeFile: string) {
    this.store = new Store(storeFile);
    this.current = settings;
    this.currentDirectory = new Directory(settings);
    this.currentFaults = new FaultPlan(settings.faults, settings.seed);
    this.clockOffset = settings.startTime === null ? 0 : Date.parse(settings.startTime) - Date.now();
    this.hasTasks = this.store.tasks.count() > 0;
    this.ensureMailboxes();
  }

  get settings(): SimulatorSettings {
    return this.current;
  }

  get directory(): Directory {
    return this.currentDirectory;
  }

  get faults(): FaultPlan {
    return this.currentFaults;
  }

  /** To the second: Exchange shows no more. */
  readonly now = (): Instant => Math.floor(this.exactNow() / 1000) * 1000;

  readonly later = (task: Task, delayMs: number): void => {
    this.store.tasks.add(task, this.exactNow() + delayMs);
    this.hasTasks = true;
  };

  readonly queueMs = (sender: string): number => this.queues.take(sender, this.exactNow(), this.current.messaging.sendsPerMinute);

  advance(milliseconds: number): void {
    this.clockOffset += milliseconds;
  }

  /** Does what has fallen due meanwhile: mail arrives, the Attendant works. */
  settle(): void {
    if (this.hasTasks) this.store.transaction(() => this.doTasks());
  }

  /** The Calendar Repair Assistant makes its round. */
  repair(): readonly Disagreement[] {
    return this.store.transaction(() => {
      const found = repairCalendars(this);
      this.doTasks();
      return found;
    });
  }

  /** Changes what is given and leaves the rest; new faults begin to count anew. */
  change(given: GivenSettings): void {
    this.current = changeSettings(given, this.current);
    this.currentDirectory = new Directory(this.current);
    if (given.faults !== undefined || given.seed !== undefined) this.currentFaults = new FaultPlan(this.current.faults, this.current.seed);
    this.ensureMailboxes();
  }

  caller(envelope: Envelope, account: AccountSettings): StoredMailbox | null {
    return readCaller(envelope.header, account, this);
  }

  /** Does what the request says, in one transaction. */
  execute(envelope: Envelope, account: AccountSettings, mailbox: StoredMailbox | null, itemFault: ItemFault | null): Outcome {
    const operation = OPERATIONS.get(envelope.request.name);
    if (operation === undefined) throw new SoapFault('ErrorInvalidOperation', { message: `${envelope.request.name} is not simulated.` });
    const itemFaults = new ItemFaults(itemFault, this.currentFaults.random);
    const context: RequestContext = { services: this, account, mailbox, zone: readTimeZoneContext(envelope.header), itemFaults };
    const body = this.store.transaction(() => {
      this.doTasks();
      const answer = operation.run(envelope.request, context);
      this.doTasks();
      return answer;
    });
    return { body, itemCount: itemFaults.count };
  }

  /** Someone else saves what was written since: every ChangeKey a client has just been told is old. */
  touchSince(version: number): void {
    this.store.transaction(() => {
      const items = this.store.items.writtenSince(version);
      items.forEach((item: Item) => this.store.items.update(item));
    });
  }

  /** Items made by the last changes are gone, as if they had never been. */
  loseLast(changes: number): void {
    this.store.transaction(() => {
      const newest = this.store.items.bornSince(this.store.currentVersion - changes);
      newest.forEach((item) => this.store.items.delete(item));
      this.lost.push(...newest);
    });
  }

  close(): void {
    this.store.close();
  }

  private exactNow(): number {
    return Date.now() + this.clockOffset;
  }

  private doTasks(): void {
    if (!this.hasTasks) return;
    for (let task = this.store.tasks.take(this.exactNow()); task !== undefined; task = this.store.tasks.take(this.exactNow())) {
      if (task.kind === 'deliver') putIntoInbox(task.letter, task.mailbox, this);
      else attend(task.item, this);
    }
    this.hasTasks = this.store.tasks.count() > 0;
  }

  private ensureMailboxes(): void {
    this.store.transaction(() => {
      for (const { address } of this.current.mailboxes) this.store.mailboxes.ensure(address, this.store.folders);
    });
  }
}
