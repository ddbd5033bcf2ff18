import type { Work } from '../compose/Work.ts';
import type { CommandContext } from './command.ts';

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

/** A command's work: its clock and signal, and progress on the terminal. */
export function workOf({ clock, signal, output }: CommandContext): Work {
  return {
    clock,
    signal,
    onPeople: (objects) => output.progress(`looked for people in ${String(objects)} objects`),
    onRead: ({ bytesRead, totalBytes }) => {
      output.progress(`read ${megabytes(bytesRead)}${totalBytes === null ? '' : ` of ${megabytes(totalBytes)}`} MB`);
    },
  };
}
