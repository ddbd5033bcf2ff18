import { parseArgs } from 'node:util';
import { godwit } from './clients.ts';
import { makeCompany } from './company.ts';
import { inWords, measure, type ServerModel } from './measure.ts';

/**
 * How fast a plan becomes Exchange items, and what of that is ours: `npm run bench:run`. The floor is the time the simulated server's model
 * takes (80 ms a request, 5 ms an item), spread evenly over all connections; floor / wall is how well they are kept busy. On a machine that
 * is busy with other things, `--slower 10` tells how well the requests are spread all the same.
 */
const MODELS: readonly ServerModel[] = [
  { requestMs: 80, itemMs: 5, connections: 20 },
  { requestMs: 80, itemMs: 5, connections: 27 },
  { requestMs: 0, itemMs: 0, connections: 27 },
];

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '9600' },
    rounds: { type: 'string', default: '1' },
    slower: { type: 'string', default: '1' },
  },
});
const company = await makeCompany({ events: Number(values.events) }, 'dump');
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const { requestMs, itemMs, connections } of MODELS) {
      const factor = Number(values.slower);
      const model = { requestMs: requestMs * factor, itemMs: itemMs * factor, connections };
      const figures = await measure(company.owners, model, connections, (url) =>
        godwit(['run', '--yes'], company.runConfig('run', url, connections)),
      );
      process.stdout.write(
        `${String(connections)} connections, ${String(model.requestMs)} ms + ${String(model.itemMs)} ms an item: ${inWords(figures)}\n`,
      );
    }
  }
} finally {
  await company.remove();
}
