import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { systemClock } from '../ports/Clock.ts';
import { jobRequest, partsOf, type JobMessage } from './JobRequest.ts';
import { runJob } from './runJob.ts';

/** A thread of its own for one job. Any message from outside means stop. */
async function work(port: MessagePort): Promise<void> {
  const stop = new AbortController();
  port.on('message', () => stop.abort());
  const say = (message: JobMessage): void => port.postMessage(message);
  try {
    const result = await runJob(jobRequest.parse(workerData), {
      clock: systemClock,
      signal: stop.signal,
      onProgress: (progress) => say({ type: 'progress', progress }),
    });
    say({ type: 'done', result });
  } catch (error) {
    say({ type: 'failed', failure: partsOf(error) });
  } finally {
    port.close();
  }
}

if (parentPort !== null) void work(parentPort);
