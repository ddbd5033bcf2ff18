import type { RequestContext } from '../context.ts';
import type { Item } from '../model/Item.ts';
import type { Folder } from '../store/FolderStore.ts';

/** Deletes as asked. Whatever moves gets a new id; HardDelete and items already in their last place are gone. */
export function disposeItem(item: Item, deleteType: string, context: RequestContext): void {
  const { store } = context.services;
  const to = deleteType === 'MoveToDeletedItems' ? 'deleteditems' : 'recoverableitemsdeletions';
  const folder = deleteType === 'HardDelete' ? undefined : store.folders.distinguished(item.mailbox, to);
  if (folder === undefined || folder.id === item.folder) store.items.delete(item);
  else moveItemTo(item, folder, context);
}

/** A move is a copy and a deletion: the id of the moved item is a new one. */
export function moveItemTo(item: Item, folder: Folder, context: RequestContext): Item {
  const { store } = context.services;
  store.items.delete(item);
  return store.items.insert({ ...item, folder: folder.id, mailbox: folder.mailbox });
}
