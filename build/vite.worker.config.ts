import { commonJsConfig } from './commonJsConfig.ts';

/** The worker: a thread can load a CommonJS file from inside the program's archive. */
export default commonJsConfig('worker', 'electron/worker/jobWorker.ts', 'better-sqlite3');
