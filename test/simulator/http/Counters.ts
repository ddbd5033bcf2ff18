/** What a test or a comparison wants to know afterwards. Mails are counted in the store, because they must outlive a crash. */
export class Counters {
  requests = 0;
  items = 0;
  readonly operations: Record<string, number> = {};
  readonly statuses: Record<string, number> = {};
  connections = 0;
  openConnections = 0;
  mostConnections = 0;
  mostInFlight = 0;
  waitingMs = 0;
  ntlmHandshakes = 0;
  unauthorized = 0;
  anchorMismatches = 0;
  backEndCookies = 0;
  /** Connections the client left before its answer was ready. */
  abandoned = 0;
  bytesIn = 0;
  bytesOut = 0;
  /** Sentences of the schema about answers (ours to mend) and about requests our tables let pass. */
  readonly responseViolations: string[] = [];
  readonly requestViolations: string[] = [];

  count(operation: string): void {
    this.requests++;
    this.operations[operation] = (this.operations[operation] ?? 0) + 1;
  }

  toJSON(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(this));
  }

  countStatus(status: number): void {
    this.statuses[String(status)] = (this.statuses[String(status)] ?? 0) + 1;
  }
}
