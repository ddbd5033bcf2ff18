import type { RequestContext } from '../context.ts';
import { resolveFolder } from '../items/resolveFolder.ts';
import { readShape, writeItem } from '../properties/shape.ts';
import type { ItemShape } from '../properties/shape.ts';
import { viewOf } from '../properties/View.ts';
import type { View } from '../properties/View.ts';
import { readRestriction } from '../search/restriction.ts';
import { readSortOrder } from '../search/sortOrder.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import type { Folder } from '../store/FolderStore.ts';
import { child, requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import { calendarView, FIND_LIMIT } from './calendarView.ts';
import type { Operation } from './Operation.ts';

export const findItem: Operation = {
  name: 'FindItem',
  run: (request, context) => {
    const shape = readShape(requiredChild(request, 'ItemShape'), true, context);
    const folders = requiredChild(request, 'ParentFolderIds').children;
    return answerEach({ operation: 'FindItem', empty: '' }, folders, context, (id) => {
      const folder = resolveFolder(id, context);
      const view = child(request, 'CalendarView');
      return view === undefined ? indexedPage(folder, request, shape, context) : calendarView(folder, view, request, shape, context);
    });
  },
};

function indexedPage(folder: Folder, request: XmlElement, shape: ItemShape, context: RequestContext): string {
  if (child(request, 'QueryString') !== undefined || child(request, 'GroupBy') !== undefined)
    throw new ResponseError('ErrorUnsupportedQueryFilter');
  if (request.attributes['Traversal'] === 'Associated') return rootFolder([], 0, 0, true, shape);
  const { limit, offset } = readPaging(child(request, 'IndexedPageItemView'));
  const { views, total } = findPage(folder, request, limit, offset, context);
  const next = offset + views.length;
  return rootFolder(views, next, total, next >= total, shape);
}

function readPaging(view: XmlElement | undefined): { readonly limit: number; readonly offset: number } {
  const wanted = Number(view?.attributes['MaxEntriesReturned'] ?? FIND_LIMIT);
  const offset = Number(view?.attributes['Offset'] ?? 0);
  if (wanted < 1) throw new ResponseError('ErrorInvalidPagingMaxRows');
  if (offset < 0) throw new ResponseError('ErrorInvalidIndexedPagingParameters');
  return { limit: Math.min(wanted, FIND_LIMIT), offset };
}

function findPage(folder: Folder, request: XmlElement, limit: number, offset: number, context: RequestContext): Page {
  const { services } = context;
  const restriction = child(request, 'Restriction');
  const search = restriction === undefined ? null : readRestriction(restriction, context);
  const sortOrder = child(request, 'SortOrder');
  if (sortOrder === undefined && search?.mark !== null) {
    const { items, total } = services.store.items.page(folder.id, search?.mark ?? null, limit, offset);
    return { views: items.map((item) => viewOf(services, item)), total };
  }
  const all = services.store.items.ofFolder(folder.id).map((item) => viewOf(services, item));
  const matching = search === null ? all : all.filter(search.matches);
  const sorted = sortOrder === undefined ? matching : matching.toSorted(readSortOrder(sortOrder, context));
  return { views: sorted.slice(offset, offset + limit), total: matching.length };
}

interface Page {
  readonly views: readonly View[];
  readonly total: number;
}

function rootFolder(views: readonly View[], next: number, total: number, isLast: boolean, shape: ItemShape): string {
  const items = views.map((view) => writeItem(view, shape)).join('');
  const paging = `IndexedPagingOffset="${next}" TotalItemsInView="${total}" IncludesLastItemInRange="${isLast}"`;
  return `<m:RootFolder ${paging}><t:Items>${items}</t:Items></m:RootFolder>`;
}
