import { defineConfig } from 'vite';

const path = (relative: string): string => new URL(relative, import.meta.url).pathname;

/** The worker: one CommonJS file, which a thread can load from inside the program's archive. */
export default defineConfig({
  root: path('..'),
  ssr: { noExternal: true, external: ['better-sqlite3'], target: 'node' },
  build: {
    ssr: true,
    outDir: path('../dist/electron'),
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: { worker: path('../electron/worker/jobWorker.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
