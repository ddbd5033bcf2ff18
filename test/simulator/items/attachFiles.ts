import type { RequestContext } from '../context.ts';
import type { Attachment, Item } from '../model/Item.ts';
import type { NewAttachment } from '../properties/attachments.ts';

/** Stores files at an item, which is saved anew and so gets another ChangeKey. */
export function attachFiles(item: Item, files: readonly NewAttachment[], context: RequestContext): Item {
  if (files.length === 0) return item;
  const { store, now } = context.services;
  const added = files.map(({ content, ...rest }): Attachment => {
    const id = store.attachments.insert(item.id, content);
    return { id, ...rest, size: content.length, modifiedAt: now() };
  });
  return store.items.update({ ...item, modifiedAt: now(), attachments: [...item.attachments, ...added] });
}
