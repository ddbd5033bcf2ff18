import type { Clock } from '../ports/Clock.ts';
import type { ExchangeTarget } from '../ports/ExchangeTarget.ts';
import type { LedgerStore } from '../ports/LedgerStore.ts';
import { Connections } from './Connections.ts';
import { thisHolder } from './holder.ts';
import { LaneSlots } from './LaneSlots.ts';
import { pause as realPause, type Pause } from './pause.ts';
import type { AskContext, RunEvent } from './RunContext.ts';

/** What somebody who is going to ask Exchange is given. */
export interface AskInput {
  readonly target: ExchangeTarget;
  readonly ledger: LedgerStore;
  readonly concurrency: number;
  readonly clock: Clock;
  readonly newRunId: () => string;
  readonly account: string;
  readonly pause?: Pause;
}

/** More mailboxes at work than connections keep every connection busy while some wait. */
const LANES_PER_CONNECTION = 2;

/** Connections, places and a name of one's own for the marks that are left on mailboxes. */
export function openAsk(input: AskInput, signal: AbortSignal, emit: (event: RunEvent) => void): AskContext {
  const { target, ledger, concurrency, clock, account, pause = realPause } = input;
  return {
    ...{ target, clock, account, signal, pause, emit },
    connections: new Connections(concurrency, signal, pause),
    slots: new LaneSlots(concurrency * LANES_PER_CONNECTION),
    runId: input.newRunId(),
    holder: thisHolder(),
    projectId: ledger.projectId(),
  };
}
