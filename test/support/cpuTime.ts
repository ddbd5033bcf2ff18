/** Milliseconds of processor time the work takes: other programs on the machine do not count. */
export function cpuTime(work: () => void): number {
  const began = process.cpuUsage();
  work();
  return process.cpuUsage(began).user / 1000;
}
