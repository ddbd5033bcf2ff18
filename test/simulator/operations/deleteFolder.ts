import type { RequestContext } from '../context.ts';
import { disposeItem } from '../items/disposeItem.ts';
import { resolveFolder } from '../items/resolveFolder.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import type { Folder } from '../store/FolderStore.ts';
import { requiredChild } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

export const deleteFolder: Operation = {
  name: 'DeleteFolder',
  run: (request, context) => {
    const ids = requiredChild(request, 'FolderIds').children;
    const deleteType = request.attributes['DeleteType'] ?? 'HardDelete';
    return answerEach({ operation: 'DeleteFolder', empty: '' }, ids, context, (id) => {
      const folder = resolveFolder(id, context);
      if (folder.distinguished !== null) throw new ResponseError('ErrorDeleteDistinguishedFolder');
      remove(folder, deleteType, context);
      return '';
    });
  },
};

function remove(folder: Folder, deleteType: string, context: RequestContext): void {
  const { store } = context.services;
  if (deleteType === 'MoveToDeletedItems') {
    const bin = store.folders.distinguished(folder.mailbox, 'deleteditems');
    store.folders.update({ ...folder, parent: bin?.id ?? null });
    return;
  }
  for (const inner of store.folders.children(folder.id)) remove(inner, deleteType, context);
  for (const item of store.items.ofFolder(folder.id)) disposeItem(item, deleteType, context.services);
  store.folders.delete(folder);
}
