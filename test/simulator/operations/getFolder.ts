import { readFolderShape, writeFolder } from '../folders/writeFolder.ts';
import { resolveFolder } from '../items/resolveFolder.ts';
import { requiredChild } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

export const getFolder: Operation = {
  name: 'GetFolder',
  run: (request, context) => {
    const shape = readFolderShape(requiredChild(request, 'FolderShape'));
    const ids = requiredChild(request, 'FolderIds').children;
    return answerEach({ operation: 'GetFolder', empty: '<m:Folders/>' }, ids, context, (id) => {
      const folder = resolveFolder(id, context);
      return `<m:Folders>${writeFolder(folder, shape, context.services)}</m:Folders>`;
    });
  },
};
