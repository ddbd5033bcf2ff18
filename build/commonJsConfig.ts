import type { UserConfig } from 'vite';

const path = (relative: string): string => new URL(relative, import.meta.url).pathname;

/** One CommonJS file of the program, `name`.cjs, with everything inside but what is `external`. */
export function commonJsConfig(name: string, entry: string, external: string): UserConfig {
  return {
    root: path('..'),
    ssr: { noExternal: true, external: [external], target: 'node' },
    build: {
      ssr: true,
      outDir: path('../dist/electron'),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        input: { [name]: path(`../${entry}`) },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  };
}
