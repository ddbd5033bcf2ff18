import { readFolderShape, writeFolder } from '../folders/writeFolder.ts';
import { defaultFolder, resolveTargetFolder } from '../items/resolveFolder.ts';
import { child, childText, requiredChild } from '../xml/XmlElement.ts';
import { answerOne } from './answer.ts';
import type { Operation } from './Operation.ts';
import { decodeSyncState, encodeSyncState } from './syncState.ts';

/** Folders new or changed since; all of them where the client has no state yet. */
export const syncFolderHierarchy: Operation = {
  name: 'SyncFolderHierarchy',
  run: (request, context) =>
    answerOne({ operation: 'SyncFolderHierarchy', empty: '' }, context, () => {
      const { services } = context;
      const target = child(request, 'SyncFolderId');
      const root = target === undefined ? defaultFolder('msgfolderroot', context) : resolveTargetFolder(target, context);
      const since = decodeSyncState(childText(request, 'SyncState'), root.id);
      const shape = readFolderShape(requiredChild(request, 'FolderShape'));
      const changed = services.store.folders
        .changedSince(root.mailbox, since)
        .filter((folder) => folder.id !== root.id && folder.name !== '');
      const name = since === 0 ? 'Create' : 'Update';
      const changes = changed.map((folder) => `<t:${name}>${writeFolder(folder, shape, services)}</t:${name}>`);
      const state = `<m:SyncState>${encodeSyncState(root.id, services.store.currentVersion)}</m:SyncState>`;
      return `${state}<m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange><m:Changes>${changes.join('')}</m:Changes>`;
    }),
};
