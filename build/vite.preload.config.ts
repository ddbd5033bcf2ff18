import { defineConfig } from 'vite';

const path = (relative: string): string => new URL(relative, import.meta.url).pathname;

/** The preload: one CommonJS file that requires nothing but Electron, because a sandboxed preload can require nothing else. */
export default defineConfig({
  root: path('..'),
  ssr: { noExternal: true, external: ['electron'], target: 'node' },
  build: {
    ssr: true,
    outDir: path('../dist/electron'),
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: { preload: path('../electron/preload.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
