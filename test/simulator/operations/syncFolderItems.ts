import { resolveTargetFolder } from '../items/resolveFolder.ts';
import { readShape, writeItem } from '../properties/shape.ts';
import { viewOf } from '../properties/View.ts';
import { encodeId } from '../store/ids.ts';
import { childText, requiredChild } from '../xml/XmlElement.ts';
import { answerOne } from './answer.ts';
import type { Operation } from './Operation.ts';
import { decodeSyncState, encodeSyncState } from './syncState.ts';

export const syncFolderItems: Operation = {
  name: 'SyncFolderItems',
  run: (request, context) =>
    answerOne({ operation: 'SyncFolderItems', empty: '' }, context, () => {
      const { services } = context;
      const { store } = services;
      const folder = resolveTargetFolder(requiredChild(request, 'SyncFolderId'), context);
      const since = decodeSyncState(childText(request, 'SyncState'), folder.id);
      const limit = Number(requiredChild(request, 'MaxChangesReturned').text.trim());
      const shape = readShape(requiredChild(request, 'ItemShape'), true, context);
      const changed = store.items.changedSince(folder.id, since, limit);
      const isLast = changed.length < limit;
      const until = isLast ? store.currentVersion : (changed.at(-1)?.item.version ?? since);
      const written = changed.map(({ item, isNew }) => {
        const name = isNew ? 'Create' : 'Update';
        return `<t:${name}>${writeItem(viewOf(services, item), shape)}</t:${name}>`;
      });
      const guid = store.mailboxes.get(folder.mailbox)?.guid ?? '';
      const removed = store.items.removedSince(folder.id, since).filter((removal) => since > 0 && removal.version <= until);
      const deletions = removed.map((removal) => {
        const id = encodeId({ kind: 'item', mailbox: folder.mailbox, number: removal.item }, guid);
        return `<t:Delete><t:ItemId Id="${id}"/></t:Delete>`;
      });
      const state = `<m:SyncState>${encodeSyncState(folder.id, until)}</m:SyncState>`;
      const range = `<m:IncludesLastItemInRange>${isLast}</m:IncludesLastItemInRange>`;
      return `${state}${range}<m:Changes>${written.join('')}${deletions.join('')}</m:Changes>`;
    }),
};
