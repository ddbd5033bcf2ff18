import { Worker } from 'node:worker_threads';
import { Failure } from '../../shared/domain/failure.ts';
import { failureOf, jobMessage, type JobProgress, type JobRequest, type JobResult } from './JobRequest.ts';

/** Does a job somewhere else and answers when it is done. */
export type RunJob = (
  request: JobRequest,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: JobProgress) => void },
) => Promise<JobResult>;

/** How long a job may take to stop by itself. Ended harder it loses nothing: what it writes is whole or not there. */
const PATIENCE_MS = 3000;

/** Runs jobs in worker threads, so that the main process goes on answering. `entry`: the worker's own file. */
export function jobsInThreads(entry: URL): RunJob {
  return (request, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: request, stdout: false, stderr: false });
      let patience: NodeJS.Timeout | undefined;
      const stop = (): void => {
        worker.postMessage('stop');
        patience = setTimeout(() => void worker.terminate(), PATIENCE_MS);
      };
      const end = (settle: () => void): void => {
        clearTimeout(patience);
        signal.removeEventListener('abort', stop);
        settle();
      };
      let outcome: (() => void) | null = null;
      worker.on('message', (value: unknown) => {
        const message = jobMessage.parse(value);
        if (message.type === 'progress') onProgress(message.progress);
        if (message.type === 'done') outcome = () => resolve(message.result);
        if (message.type === 'failed') outcome = () => reject(failureOf(message.failure));
      });
      worker.on('error', (error: unknown) => {
        outcome ??= () => reject(error instanceof Error ? error : new Error(String(error)));
      });
      // Only after the thread has ended is the project file free again.
      worker.on('exit', () => {
        const interrupted = (): void => reject(new Failure('INTERRUPTED'));
        const lost = (): void => reject(new Error('the worker ended without a word'));
        end(outcome ?? (signal.aborted ? interrupted : lost));
      });
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
    });
}
