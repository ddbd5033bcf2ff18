import { readNewFolder } from '../folders/readFolder.ts';
import { folderElement, folderIdXml } from '../folders/writeFolder.ts';
import { resolveTargetFolder } from '../items/resolveFolder.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { requiredChild } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

export const createFolder: Operation = {
  name: 'CreateFolder',
  run: (request, context) => {
    const { services } = context;
    const folders = requiredChild(request, 'Folders').children;
    return answerEach({ operation: 'CreateFolder', empty: '<m:Folders/>' }, folders, context, (element) => {
      const parent = resolveTargetFolder(requiredChild(request, 'ParentFolderId'), context);
      const draft = readNewFolder(element);
      const isTaken = services.store.folders.children(parent.id).some((one) => one.name.toLowerCase() === draft.name.toLowerCase());
      if (isTaken) throw new ResponseError('ErrorFolderExists');
      const folder = services.store.folders.insert({ ...draft, mailbox: parent.mailbox, parent: parent.id, distinguished: null });
      const name = folderElement(folder);
      return `<m:Folders><t:${name}>${folderIdXml(folder, services)}</t:${name}></m:Folders>`;
    });
  },
};
