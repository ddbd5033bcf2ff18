import type { Services } from '../context.ts';
import type { Item } from '../model/Item.ts';
import type { Folder } from '../store/FolderStore.ts';

/** Deletes as asked. Whatever moves gets a new id; HardDelete and items already in their last place are gone. */
export function disposeItem(item: Item, deleteType: string, services: Services): void {
  const { store } = services;
  const to = deleteType === 'MoveToDeletedItems' ? 'deleteditems' : 'recoverableitemsdeletions';
  const folder = deleteType === 'HardDelete' ? undefined : store.folders.distinguished(item.mailbox, to);
  if (folder === undefined || folder.id === item.folder) store.items.delete(item);
  else moveItemTo(item, folder, services);
}

export function moveItemTo(item: Item, folder: Folder, services: Services): Item {
  return recreateItem({ ...item, folder: folder.id, mailbox: folder.mailbox }, item, services);
}

/** A move is a copy and a deletion: what comes after it is found under a new id. */
export function recreateItem(item: Item, before: Item, services: Services): Item {
  const { store } = services;
  store.items.delete(before);
  const created = store.items.insert(item);
  if (item.attachments.length > 0) store.attachments.reassign(before.id, created.id);
  return created;
}
