import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPages, buildProgram } from './startBuild.ts';

/** `npm start`: opens the desktop program. Electron fetches its binary when it is started for the first time. */
const root = fileURLToPath(new URL('..', import.meta.url));
const electron = join(root, 'node_modules/electron');
const FETCH_LIMIT_MS = 180_000;

/** The binary, when it is there already. */
function binary(): string | null {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const pathFile = join(electron, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : null;
  if (override !== undefined) return join(override, name ?? 'electron');
  const path = name === null ? null : join(electron, 'dist', name);
  return path !== null && existsSync(path) ? path : null;
}

/** The binary, fetched where it is missing; null where it cannot be had. */
function obtainBinary(): string | null {
  const known = binary();
  if (known !== null) return known;
  console.log('Electron is fetched now, once (about 120 MB)…');
  spawnSync(process.execPath, [join(electron, 'install.js')], { cwd: electron, stdio: 'ignore', timeout: FETCH_LIMIT_MS });
  return binary();
}

const path = obtainBinary();
if (path === null) {
  console.error(
    'Electron cannot be fetched here, so the desktop program cannot be opened; `npm run wizard` opens the same wizard in a browser.',
  );
  process.exitCode = 1;
} else {
  await buildPages();
  await buildProgram();
  const program = spawn(path, [join(root, 'dist/electron/main.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
  program.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}
