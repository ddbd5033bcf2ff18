import { createFolder } from './createFolder.ts';
import { createItem } from './createItem.ts';
import { deleteFolder } from './deleteFolder.ts';
import { deleteItem } from './deleteItem.ts';
import { findFolder } from './findFolder.ts';
import { findItem } from './findItem.ts';
import { getFolder } from './getFolder.ts';
import { getItem } from './getItem.ts';
import { moveItem } from './moveItem.ts';
import type { Operation } from './Operation.ts';
import { updateFolder } from './updateFolder.ts';
import { updateItem } from './updateItem.ts';

/** Every operation, by the name of its request element. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  [
    ...[createItem, getItem, findItem, updateItem, deleteItem, moveItem],
    ...[getFolder, findFolder, createFolder, updateFolder, deleteFolder],
  ].map((operation) => [operation.name, operation]),
);
