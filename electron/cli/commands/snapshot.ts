import { Failure } from '../../../shared/domain/failure.ts';
import type { SnapshotInfo } from '../../ports/SnapshotStore.ts';
import { takeSnapshot } from '../../usecases/takeSnapshot.ts';
import { PROJECT_OPTIONS, type Command, type ExitCode } from '../command.ts';
import { openSource } from '../../compose/openSource.ts';
import { withProject } from '../compose.ts';
import { lineOf, type Output } from '../output.ts';
import { readConfig } from '../readConfig.ts';
import { counted, figures } from '../words.ts';

function show(output: Output, info: SnapshotInfo, notes: number): void {
  output.line(
    lineOf('snapshot', {
      type: 'summary',
      fingerprint: info.fingerprint,
      schemaVersion: info.schemaVersion,
      sourceKind: info.sourceKind,
      source: info.sourceLabel,
      takenAt: info.takenAt,
      counts: { ...info.counts },
      notes,
    }),
  );
  output.say(`Snapshot of ${info.sourceLabel} (Calendar Server schema ${String(info.schemaVersion)})`);
  output.say(figures(info.counts));
  output.say(notes === 0 ? 'Nothing was damaged.' : `${counted(notes, 'note')} on damaged or odd rows; --json lists them.`);
  output.say(`Fingerprint ${info.fingerprint.slice(0, 16)}. The source is not needed any more.`);
}

/** `snapshot`: source -> project file. */
export const snapshotCommand: Command = {
  name: 'snapshot',
  usage: '',
  summary: 'Copies everything needed from the source into the project file.',
  options: PROJECT_OPTIONS,
  run: async (context) => {
    const { output, clock, signal } = context;
    const loaded = readConfig(context);
    const { source } = loaded.config;
    if (source === undefined) throw new Failure('SOURCE_MISSING');
    return withProject(loaded, 'create', async ({ snapshots, needSnapshot }): Promise<ExitCode> => {
      const info = await takeSnapshot({
        source: openSource(loaded, source),
        store: snapshots,
        clock,
        signal,
        onProgress: ({ bytesRead, totalBytes }) => {
          output.progress(`read ${megabytes(bytesRead)}${totalBytes === null ? '' : ` of ${megabytes(totalBytes)}`}`);
        },
      });
      let notes = 0;
      for (const { where, note } of needSnapshot().readingNotes()) {
        notes += 1;
        output.line(lineOf('snapshot', { type: 'note', where, note }));
      }
      show(output, info, notes);
      return 0;
    });
  },
};

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
