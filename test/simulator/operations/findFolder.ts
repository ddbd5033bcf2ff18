import type { RequestContext } from '../context.ts';
import { folderMatches } from '../folders/folderMatches.ts';
import { readFolderShape, writeFolder } from '../folders/writeFolder.ts';
import { resolveFolder } from '../items/resolveFolder.ts';
import type { Folder } from '../store/FolderStore.ts';
import { child, requiredChild } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

export const findFolder: Operation = {
  name: 'FindFolder',
  run: (request, context) => {
    const shape = readFolderShape(requiredChild(request, 'FolderShape'));
    const parents = requiredChild(request, 'ParentFolderIds').children;
    const restriction = child(request, 'Restriction');
    const paging = child(request, 'IndexedPageFolderView')?.attributes;
    const offset = Number(paging?.['Offset'] ?? 0);
    const limit = Number(paging?.['MaxEntriesReturned'] ?? 1000);
    return answerEach({ operation: 'FindFolder', empty: '' }, parents, context, (id) => {
      const parent = resolveFolder(id, context);
      const all =
        request.attributes['Traversal'] === 'Deep' ? descendants(parent, context) : context.services.store.folders.children(parent.id);
      const matching = restriction === undefined ? all : all.filter((folder) => folderMatches(folder, restriction));
      const page = matching.slice(offset, offset + limit);
      const folders = page.map((folder) => writeFolder(folder, shape, context.services)).join('');
      const next = offset + page.length;
      const range = `IndexedPagingOffset="${next}" TotalItemsInView="${matching.length}" IncludesLastItemInRange="${next >= matching.length}"`;
      return `<m:RootFolder ${range}><t:Folders>${folders}</t:Folders></m:RootFolder>`;
    });
  },
};

export function descendants(folder: Folder, context: RequestContext): readonly Folder[] {
  return context.services.store.folders.children(folder.id).flatMap((inner) => [inner, ...descendants(inner, context)]);
}
