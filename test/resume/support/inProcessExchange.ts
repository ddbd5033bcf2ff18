import { serve } from '../../simulator/http/serve.ts';
import { completeSettings, type GivenSettings } from '../../simulator/settings.ts';
import { Simulator } from '../../simulator/Simulator.ts';
import { describeMailbox, type MailboxState } from '../../simulator/state/describeState.ts';

export interface InProcessExchange {
  readonly url: string;
  readonly simulator: Simulator;
  states(): readonly MailboxState[];
  stop(): Promise<void>;
}

/** A simulated Exchange in this very process, gone with it: for hundreds of fresh ones in a minute. */
export async function openExchange(settings: GivenSettings): Promise<InProcessExchange> {
  const simulator = new Simulator(completeSettings(settings), ':memory:');
  const { url, server } = await serve(simulator, 0);
  return {
    url,
    simulator,
    states: () => simulator.store.mailboxes.all().map((mailbox) => describeMailbox(mailbox, simulator)),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          simulator.close();
          resolve();
        });
      }),
  };
}
