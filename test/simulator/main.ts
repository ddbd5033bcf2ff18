import { parseArgs } from 'node:util';
import { serve } from './http/serve.ts';
import { completeSettings, readSettings } from './settings.ts';
import { Simulator } from './Simulator.ts';

/** `node test/simulator/main.ts --port 0 --store FILE --settings FILE.json`: prints one line of JSON, then serves until it is ended. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, store: { type: 'string', default: ':memory:' }, settings: { type: 'string' } },
});
const settings = values.settings === undefined ? completeSettings({}) : readSettings(values.settings);
const simulator = new Simulator(settings, values.store);
const { url, server } = await serve(simulator, Number(values.port));
process.stdout.write(`${JSON.stringify({ url })}\n`);

function stop(): void {
  server.closeAllConnections();
  server.close(() => {
    simulator.close();
    process.exit(0);
  });
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// A parent that dies takes its simulator with it.
process.on('disconnect', stop);
