import { moveItemTo } from '../items/disposeItem.ts';
import { resolveTargetFolder } from '../items/resolveFolder.ts';
import { resolveItem } from '../items/resolveItem.ts';
import { elementOf, idXml, viewOf } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { requiredChild } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

export const moveItem: Operation = {
  name: 'MoveItem',
  run: (request, context) => {
    const ids = requiredChild(request, 'ItemIds').children;
    return answerEach({ operation: 'MoveItem', empty: '<m:Items/>' }, ids, context, (id) => {
      const folder = resolveTargetFolder(requiredChild(request, 'ToFolderId'), context);
      const view = resolveItem(id, context);
      if (view.occurrence !== null) throw new ResponseError('ErrorCalendarCannotMoveOrCopyOccurrence');
      const moved = moveItemTo(view.item, folder, context.services);
      const shown = folder.mailbox === view.item.mailbox ? idXml(viewOf(context.services, moved)) : '';
      return `<m:Items><t:${elementOf(moved)}>${shown}</t:${elementOf(moved)}></m:Items>`;
    });
  },
};
