import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';

const config = (name: string): InlineConfig => ({
  configFile: fileURLToPath(new URL(`./vite.${name}.config.ts`, import.meta.url)),
  logLevel: 'warn',
});

/** Builds the page of the wizard into dist/renderer. */
export async function buildPages(): Promise<void> {
  await build(config('renderer'));
}

/** Builds main process, worker and preload into dist/electron; the first empties the folder. */
export async function buildProgram(): Promise<void> {
  for (const name of ['main', 'worker', 'preload']) await build(config(name));
}

/** `node build/startBuild.ts [pages]`. */
if (process.argv[1] !== undefined && existsSync(process.argv[1]) && fileURLToPath(import.meta.url) === process.argv[1]) {
  await buildPages();
  if (process.argv[2] !== 'pages') await buildProgram();
}
