import type { Services } from '../context.ts';
import { readExtendedPath } from '../properties/extendedPath.ts';
import type { ExtendedPath } from '../properties/extendedPath.ts';
import { writeExtendedProperty } from '../properties/extendedValue.ts';
import type { Folder } from '../store/FolderStore.ts';
import { encodeChangeKey, encodeId } from '../store/ids.ts';
import { child, childText } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { t } from '../xml/xmlText.ts';

export interface FolderShape {
  readonly base: string;
  readonly asked: ReadonlySet<string>;
  readonly extended: readonly ExtendedPath[];
}

interface FolderField {
  readonly name: string;
  readonly shape: 'id' | 'default' | 'all' | 'asked';
  readonly write: (folder: Folder, services: Services) => string;
}

/** In the order of t:BaseFolderType and its descendants; extended properties stand after ChildFolderCount. */
const FIELDS: readonly FolderField[] = [
  { name: 'FolderId', shape: 'id', write: (folder, services) => folderIdXml(folder, services) },
  { name: 'ParentFolderId', shape: 'all', write: parentIdXml },
  { name: 'FolderClass', shape: 'all', write: (folder) => (folder.folderClass === '' ? '' : t('FolderClass', folder.folderClass)) },
  { name: 'DisplayName', shape: 'default', write: (folder) => t('DisplayName', folder.name) },
  { name: 'TotalCount', shape: 'default', write: (folder, services) => t('TotalCount', services.store.items.countOf(folder.id)) },
  {
    name: 'ChildFolderCount',
    shape: 'default',
    write: (folder, services) => t('ChildFolderCount', services.store.folders.children(folder.id).length),
  },
];
const AFTER_EXTENDED: readonly FolderField[] = [
  { name: 'EffectiveRights', shape: 'all', write: effectiveRights },
  { name: 'DistinguishedFolderId', shape: 'asked', write: (folder) => t('DistinguishedFolderId', folder.distinguished) },
  { name: 'UnreadCount', shape: 'default', write: unreadCount },
];
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  IdOnly: ['id'],
  Default: ['id', 'default'],
  AllProperties: ['id', 'default', 'all'],
};

export function readFolderShape(element: XmlElement): FolderShape {
  const paths = child(element, 'AdditionalProperties')?.children ?? [];
  const uris = paths.map((path) => path.attributes['FieldURI'] ?? '').filter((uri) => uri.startsWith('folder:'));
  return {
    base: childText(element, 'BaseShape')?.trim() ?? 'IdOnly',
    asked: new Set(uris.map((uri) => uri.slice('folder:'.length))),
    extended: paths.filter((path) => path.name === 'ExtendedFieldURI').map(readExtendedPath),
  };
}

export function folderElement(folder: Folder): string {
  if (/^IPF\.Appointment/i.test(folder.folderClass)) return 'CalendarFolder';
  if (/^IPF\.Contact/i.test(folder.folderClass)) return 'ContactsFolder';
  return /^IPF\.Task/i.test(folder.folderClass) ? 'TasksFolder' : 'Folder';
}

export function writeFolder(folder: Folder, shape: FolderShape, services: Services): string {
  const element = folderElement(folder);
  const inBase = SHAPES[shape.base] ?? ['id'];
  const write = (fields: readonly FolderField[]): string =>
    fields.map((field) => (inBase.includes(field.shape) || shape.asked.has(field.name) ? field.write(folder, services) : '')).join('');
  const extended = shape.extended.map((path) => {
    const value = folder.extended[path.key];
    return value === undefined ? '' : writeExtendedProperty(path, value);
  });
  return `<t:${element}>${write(FIELDS)}${extended.join('')}${write(AFTER_EXTENDED)}</t:${element}>`;
}

export function folderIdXml(folder: Folder, services: Services, element = 'FolderId'): string {
  const guid = services.store.mailboxes.get(folder.mailbox)?.guid ?? '';
  const id = encodeId({ kind: 'folder', mailbox: folder.mailbox, number: folder.id }, guid);
  return `<t:${element} Id="${id}" ChangeKey="${encodeChangeKey(folder.version)}"/>`;
}

function parentIdXml(folder: Folder, services: Services): string {
  const parent = folder.parent === null ? undefined : services.store.folders.find(folder.parent);
  return parent === undefined ? '' : folderIdXml(parent, services, 'ParentFolderId');
}

function effectiveRights(): string {
  const rights = ['CreateAssociated', 'CreateContents', 'CreateHierarchy', 'Delete', 'Modify', 'Read'];
  return `<t:EffectiveRights>${rights.map((right) => t(right, true)).join('')}</t:EffectiveRights>`;
}

/** Calendar and contact folders have no unread items. */
function unreadCount(folder: Folder, services: Services): string {
  const element = folderElement(folder);
  if (element === 'CalendarFolder' || element === 'ContactsFolder') return '';
  const unread = services.store.items.ofFolder(folder.id).filter((item) => item.mail?.isRead === false).length;
  return t('UnreadCount', unread);
}
