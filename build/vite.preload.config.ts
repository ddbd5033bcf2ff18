import { commonJsConfig } from './commonJsConfig.ts';

/** The preload requires nothing but Electron, because a sandboxed preload can require nothing else. */
export default commonJsConfig('preload', 'electron/preload.ts', 'electron');
