import type { Random } from '../../sample/random.ts';
import type { MailboxSettings } from '../../simulator/settings.ts';
import type { InProcessExchange } from './inProcessExchange.ts';

const HOUR_MS = 3_600_000;

/** Trouble that lasts for some of a project's runs, and then is over. */
export interface Weather {
  begin?(exchange: InProcessExchange, mailbox: string, random: Random): void;
  /** Right after a run has died. */
  meanwhile?(exchange: InProcessExchange, mailbox: string): void;
  end?(exchange: InProcessExchange, mailbox: string): void;
}

function changeMailbox({ simulator }: InProcessExchange, address: string, change: Partial<MailboxSettings>): void {
  const mailboxes = simulator.settings.mailboxes.map((one) => (one.address === address ? { ...one, ...change } : one));
  simulator.change({ mailboxes });
}

/** What lay on the way arrives, and the Attendant looks at it. */
function deliverAll({ simulator }: InProcessExchange): void {
  simulator.advance(2 * HOUR_MS);
  simulator.settle();
  simulator.advance(2 * HOUR_MS);
  simulator.settle();
}

/** Everything in a mailbox gets another id, as where it is moved to another server. */
function giveOtherIds(exchange: InProcessExchange, address: string): void {
  deliverAll(exchange);
  const { store } = exchange.simulator;
  const mailbox = store.mailboxes.find(address);
  if (mailbox === undefined) throw new Error(`no mailbox ${address}`);
  for (const name of ['calendar', 'inbox', 'sentitems', 'deleteditems'] as const) {
    const folder = store.folders.distinguished(mailbox.id, name);
    for (const item of folder === undefined ? [] : store.items.ofFolder(folder.id)) {
      store.items.delete(item);
      store.items.insert(item);
    }
  }
}

/** The organizer's items of meetings that were sent vanish, as if they had never been committed. */
function loseMeetings({ simulator }: InProcessExchange, address: string): void {
  const { store } = simulator;
  const mailbox = store.mailboxes.find(address);
  const calendar = mailbox === undefined ? undefined : store.folders.distinguished(mailbox.id, 'calendar');
  const items = calendar === undefined ? [] : store.items.ofFolder(calendar.id);
  for (const item of items.filter(({ meeting }) => meeting.isOrganizer && meeting.wasSent)) {
    store.items.delete(item);
    simulator.lost.push(item);
  }
}

/** What can be the matter with a server for a while; in fair weather nothing. */
export const WEATHERS: Readonly<Record<string, Weather>> = {
  fair: {},
  'transport service dead': {
    begin: ({ simulator }) => simulator.change({ messaging: { deliveryMs: HOUR_MS } }),
    end: (exchange) => {
      exchange.simulator.change({ messaging: { deliveryMs: 0 } });
      deliverAll(exchange);
    },
  },
  'Attendant asleep': {
    begin: ({ simulator }) => simulator.change({ messaging: { attendantMs: HOUR_MS } }),
    end: (exchange) => {
      exchange.simulator.change({ messaging: { attendantMs: 0 } });
      deliverAll(exchange);
    },
  },
  'two messages a minute': {
    begin: ({ simulator }) => simulator.change({ messaging: { sendsPerMinute: 2 } }),
    end: (exchange) => {
      exchange.simulator.change({ messaging: { sendsPerMinute: null } });
      deliverAll(exchange);
    },
  },
  'a mailbox is being moved': {
    begin: (exchange, mailbox) => changeMailbox(exchange, mailbox, { movingUntil: exchange.simulator.now() + HOUR_MS }),
    end: (exchange, mailbox) => changeMailbox(exchange, mailbox, { movingUntil: null }),
  },
  'a failover lost what an organizer had sent': { meanwhile: loseMeetings },
  'a mailbox was moved, with other ids': { meanwhile: giveOtherIds },
  'a mailbox is full': {
    begin: (exchange, mailbox, random) => changeMailbox(exchange, mailbox, { quotaItems: random.below(6) }),
    end: (exchange, mailbox) => changeMailbox(exchange, mailbox, { quotaItems: null }),
  },
  'an account is disabled': {
    meanwhile: (exchange, mailbox) => changeMailbox(exchange, mailbox, { isDisabled: true }),
    end: (exchange, mailbox) => changeMailbox(exchange, mailbox, { isDisabled: false }),
  },
};
