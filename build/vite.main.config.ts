import { defineConfig } from 'vite';

const path = (relative: string): string => new URL(relative, import.meta.url).pathname;

/** The main process with everything it needs inside, but for Electron itself and SQLite's native part. */
export default defineConfig({
  root: path('..'),
  ssr: { noExternal: true, external: ['electron', 'better-sqlite3'], target: 'node' },
  build: {
    ssr: true,
    outDir: path('../dist/electron'),
    emptyOutDir: true,
    target: 'node24',
    // Names in sentences and `instanceof` of the bundled libraries stay what they are.
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: { main: path('../electron/main.ts') },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
