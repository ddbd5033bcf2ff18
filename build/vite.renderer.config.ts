import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { NONCE_PLACEHOLDER } from '../electron/ipc/pagePolicy.ts';

/** The page of the wizard. The host that hands it out replaces the nonce each time. */
export default defineConfig({
  root: new URL('../renderer', import.meta.url).pathname,
  base: '/',
  plugins: [react()],
  html: { cspNonce: NONCE_PLACEHOLDER },
  build: {
    outDir: new URL('../dist/renderer', import.meta.url).pathname,
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: false,
    // Inlined files would be data: addresses, which the policy allows for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
});
