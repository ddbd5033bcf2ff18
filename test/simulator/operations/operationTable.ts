import { createAttachment, deleteAttachment, getAttachment } from './attachmentOperations.ts';
import { convertId } from './convertId.ts';
import { expandDl } from './expandDl.ts';
import { getServerTimeZones } from './getServerTimeZones.ts';
import { getUserAvailability } from './getUserAvailability.ts';
import { getUserConfiguration } from './getUserConfiguration.ts';
import { resolveNames } from './resolveNames.ts';
import { syncFolderHierarchy } from './syncFolderHierarchy.ts';
import { syncFolderItems } from './syncFolderItems.ts';
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
    ...[createAttachment, getAttachment, deleteAttachment, syncFolderItems, syncFolderHierarchy],
    ...[resolveNames, expandDl, getServerTimeZones, getUserAvailability, convertId, getUserConfiguration],
    ...[getFolder, findFolder, createFolder, updateFolder, deleteFolder],
  ].map((operation) => [operation.name, operation]),
);
