import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { schemaFile, XsdValidator } from '../schema/XsdValidator.ts';
import type { Simulator } from '../Simulator.ts';
import { handleControl } from './controlEndpoint.ts';
import { EwsEndpoint } from './ewsEndpoint.ts';

export interface Running {
  readonly url: string;
  readonly server: Server;
}

/** Listens on the loopback; port 0 takes a free one. */
export async function serve(simulator: Simulator, port: number): Promise<Running> {
  const file = schemaFile(simulator.settings.profile);
  const endpoint = new EwsEndpoint(simulator, file === null ? null : await XsdValidator.open(file));
  const { counters } = simulator;
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const work = path.startsWith('/control/')
      ? handleControl(path, request, response, simulator)
      : route(path, endpoint, request, response);
    work.catch((error: unknown) => {
      // A bug of the simulator must not look like a fault that was asked for.
      process.stderr.write(`simulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end('simulator bug');
    });
  });
  // IIS keeps idle connections for two minutes.
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  server.on('connection', (socket) => {
    counters.connections++;
    counters.openConnections++;
    counters.mostConnections = Math.max(counters.mostConnections, counters.openConnections);
    socket.setNoDelay(true);
    socket.on('close', () => counters.openConnections--);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}/EWS/Exchange.asmx`, server };
}

async function route(...[path, endpoint, request, response]: [string, EwsEndpoint, ...Parameters<EwsEndpoint['handle']>]): Promise<void> {
  if (/^\/ews\/exchange\.asmx(\?.*)?$/i.test(path)) return endpoint.handle(request, response);
  response.writeHead(404);
  response.end();
}
