import { Failure } from '../../shared/domain/failure.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';
import { checkSourceUnchanged } from '../usecases/delta/compareSource.ts';
import type { CommandContext } from './command.ts';
import { openSource } from '../compose/openSource.ts';
import { lineOf } from './output.ts';
import type { LoadedConfig } from './readConfig.ts';
import { workOf } from './workOf.ts';

/** `--check-source`, before anything is written: a source that has moved on is a matter for `delta`. Throws SOURCE_CHANGED. */
export async function checkSourceFirst(context: CommandContext, loaded: LoadedConfig, snapshot: SnapshotReader): Promise<void> {
  const { source } = loaded.config;
  if (context.options['check-source'] !== true) return;
  if (source === undefined) throw new Failure('SOURCE_MISSING');
  const { signal, onRead: onProgress } = workOf(context);
  await checkSourceUnchanged({
    source: openSource(loaded, source),
    ...{ snapshot, signal, onProgress },
    onChange: (change) => {
      context.output.line(lineOf('run', { type: 'source-change', ...change }));
      context.output.say(`${change.what}: ${change.uid} ${change.owner}/${change.calendar}/${change.resourceName}`);
    },
  });
}
