import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startLoopbackHost } from '../electron/ipc/loopback/startLoopbackHost.ts';
import { sampleMaker } from './wizardSample.ts';

/** `npm run wizard`: the wizard in a browser, on this computer only. `--port N` for a fixed port. */
const root = fileURLToPath(new URL('../dist/renderer', import.meta.url));
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));
const folder = join(tmpdir(), 'godwit-wizard');
const portWord = process.argv[process.argv.indexOf('--port') + 1];
const port = process.argv.includes('--port') && portWord !== undefined ? Number(portWord) : 0;

const samples = sampleMaker(folder);
const wizard = await startLoopbackHost({
  root,
  recentPath: join(folder, 'recent.json'),
  version,
  port,
  makeSample: () => samples.make(),
  onBug: (name, error) => console.error(name, error),
});
console.log(`The wizard is at ${wizard.address}`);
console.log(
  'The address works once, in one browser. Ctrl+C ends the wizard; what was written stays, and the project goes on where it was.',
);

let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isEnding) process.exit(130);
    isEnding = true;
    void wizard
      .close()
      .then(() => samples.close())
      .then(() => process.exit(0));
  });
}
