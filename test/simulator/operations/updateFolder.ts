import { changeFolder } from '../folders/readFolder.ts';
import { folderElement, folderIdXml } from '../folders/writeFolder.ts';
import { resolveFolder } from '../items/resolveFolder.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { decodeChangeKey } from '../store/ids.ts';
import { onlyChild, requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

export const updateFolder: Operation = {
  name: 'UpdateFolder',
  run: (request, context) => {
    const { services } = context;
    const changes = requiredChild(request, 'FolderChanges').children;
    return answerEach({ operation: 'UpdateFolder', empty: '<m:Folders/>' }, changes, context, (change) => {
      const id = firstOf(change);
      const before = resolveFolder(id, context);
      const changeKey = id.attributes['ChangeKey'];
      // A folder is written over only by those who say they have seen it as it is.
      if (changeKey !== undefined && decodeChangeKey(changeKey) !== before.version) throw new ResponseError('ErrorIrresolvableConflict');
      const folder = services.store.folders.update(changeFolder(before, requiredChild(change, 'Updates')));
      const name = folderElement(folder);
      return `<m:Folders><t:${name}>${folderIdXml(folder, services)}</t:${name}></m:Folders>`;
    });
  },
};

function firstOf(change: XmlElement): XmlElement {
  return change.children[0] ?? onlyChild(change);
}
