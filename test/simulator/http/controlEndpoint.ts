import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GivenFault, GivenSettings } from '../settings.ts';
import { completeFault } from '../settings.ts';
import type { Simulator } from '../Simulator.ts';
import { describeMailbox } from '../state/describeState.ts';
import { readBody } from './readBody.ts';

/** /control/…: how a test looks behind the curtain and turns the screws. JSON in, JSON out, no authentication. */
export async function handleControl(path: string, request: IncomingMessage, response: ServerResponse, simulator: Simulator): Promise<void> {
  const url = new URL(path, 'http://control');
  const text = await readBody(request);
  const given: unknown = text === '' ? {} : JSON.parse(text);
  const answer = respond(url, given, simulator);
  response.statusCode = answer === undefined ? 404 : 200;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(answer ?? { error: `no such control: ${url.pathname}` }));
}

function respond(url: URL, given: unknown, simulator: Simulator): unknown {
  const { store } = simulator;
  simulator.settle();
  switch (url.pathname) {
    case '/control/state':
      return stateOf(url.searchParams.get('mailbox'), simulator);
    case '/control/counters':
      return countersOf(simulator);
    case '/control/sent':
      return { inside: store.sentMail.list('inside'), outside: store.sentMail.list('outside') };
    case '/control/settings':
      simulator.change(given as GivenSettings);
      return simulator.settings;
    case '/control/faults':
      simulator.change({ faults: (given as readonly GivenFault[]).map(completeFault) });
      return simulator.settings.faults;
    case '/control/repair':
      return simulator.repair();
    case '/control/clock':
      simulator.advance((given as { readonly advanceMs?: number }).advanceMs ?? 0);
      simulator.settle();
      return { now: new Date(simulator.now()).toISOString() };
    default:
      return undefined;
  }
}

function stateOf(mailbox: string | null, simulator: Simulator): unknown {
  const { store } = simulator;
  const wanted = mailbox === null ? store.mailboxes.all() : [store.mailboxes.find(mailbox)].filter((one) => one !== undefined);
  return { mailboxes: wanted.map((one) => describeMailbox(one, simulator)) };
}

function countersOf(simulator: Simulator): unknown {
  const { user, system } = process.cpuUsage();
  const { sentMail } = simulator.store;
  return {
    ...simulator.counters.toJSON(),
    faults: simulator.faults.strikes,
    tasks: simulator.store.tasks.count(),
    mailsInside: sentMail.count('inside'),
    mailsOutside: sentMail.count('outside'),
    cpuMs: Math.round((user + system) / 1000),
    residentBytes: process.memoryUsage.rss(),
  };
}
