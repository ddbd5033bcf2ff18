import { readExtendedPath } from '../properties/extendedPath.ts';
import { readExtendedProperty } from '../properties/extendedValue.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import type { Folder } from '../store/FolderStore.ts';
import { onlyChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';

type Draft = Pick<Folder, 'name' | 'folderClass' | 'extended'>;

const DEFAULT_CLASSES: Readonly<Record<string, string>> = {
  ...{ Folder: 'IPF.Note', CalendarFolder: 'IPF.Appointment', ContactsFolder: 'IPF.Contact', TasksFolder: 'IPF.Task' },
};

export function readNewFolder(element: XmlElement): Draft {
  let draft: Draft = { name: '', folderClass: DEFAULT_CLASSES[element.name] ?? 'IPF.Note', extended: {} };
  for (const inner of element.children) draft = setProperty(draft, inner);
  if (draft.name.trim() === '') throw new ResponseError('ErrorFolderSave', { message: 'DisplayName is required.' });
  return draft;
}

export function changeFolder(folder: Folder, updates: XmlElement): Folder {
  let draft: Draft = folder;
  for (const update of updates.children) {
    const [path, holder] = update.children;
    if (path === undefined) continue;
    if (update.name === 'AppendToFolderField') throw new ResponseError('ErrorInvalidPropertyAppend');
    draft = holder === undefined ? removeProperty(draft, path) : setProperty(draft, checkedProperty(path, holder));
  }
  return { ...folder, ...draft };
}

function setProperty(draft: Draft, element: XmlElement): Draft {
  if (element.name === 'DisplayName') return { ...draft, name: element.text };
  if (element.name === 'FolderClass') return { ...draft, folderClass: element.text };
  if (element.name !== 'ExtendedProperty') throw new ResponseError('ErrorInvalidPropertySet');
  const { path, value } = readExtendedProperty(element);
  return { ...draft, extended: { ...draft.extended, [path.key]: value } };
}

function removeProperty(draft: Draft, path: XmlElement): Draft {
  if (path.name !== 'ExtendedFieldURI') throw new ResponseError('ErrorInvalidPropertyDelete');
  const { key } = readExtendedPath(path);
  return { ...draft, extended: Object.fromEntries(Object.entries(draft.extended).filter(([name]) => name !== key)) };
}

function checkedProperty(path: XmlElement, holder: XmlElement): XmlElement {
  if (holder.children.length !== 1) throw new ResponseError('ErrorIncorrectUpdatePropertyCount');
  const inner = onlyChild(holder);
  const named = path.name === 'ExtendedFieldURI' ? 'ExtendedProperty' : (path.attributes['FieldURI'] ?? '').slice('folder:'.length);
  if (inner.name !== named) throw new ResponseError('ErrorUpdatePropertyMismatch');
  return inner;
}
