import { readExtendedPath } from '../properties/extendedPath.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import type { Folder } from '../store/FolderStore.ts';
import { onlyChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';

/** A restriction on folders: names, classes and extended properties are all anyone searches them by. */
export function folderMatches(folder: Folder, expression: XmlElement): boolean {
  switch (expression.name) {
    case 'Restriction':
      return folderMatches(folder, onlyChild(expression));
    case 'And':
      return expression.children.every((part) => folderMatches(folder, part));
    case 'Or':
      return expression.children.some((part) => folderMatches(folder, part));
    case 'Not':
      return !folderMatches(folder, onlyChild(expression));
    case 'Exists':
      return valueOf(folder, onlyChild(expression)) !== undefined;
    case 'IsEqualTo':
    case 'IsNotEqualTo':
      return isEqual(folder, expression) === (expression.name === 'IsEqualTo');
    default:
      throw new ResponseError('ErrorUnsupportedQueryFilter');
  }
}

function isEqual(folder: Folder, expression: XmlElement): boolean {
  const [path, operand] = expression.children;
  const constant = operand?.children[0]?.attributes['Value'];
  if (path === undefined || constant === undefined) throw new ResponseError('ErrorUnsupportedQueryFilter');
  return valueOf(folder, path)?.toLowerCase() === constant.toLowerCase();
}

function valueOf(folder: Folder, path: XmlElement): string | undefined {
  if (path.name === 'ExtendedFieldURI') {
    const value = folder.extended[readExtendedPath(path).key];
    return typeof value === 'string' ? value : value?.join('\n');
  }
  const uri = path.attributes['FieldURI'];
  if (uri === 'folder:DisplayName') return folder.name;
  if (uri === 'folder:FolderClass') return folder.folderClass;
  throw new ResponseError('ErrorUnsupportedPathForQuery');
}
