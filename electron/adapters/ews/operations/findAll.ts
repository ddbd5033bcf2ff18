import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { Soap } from '../Soap.ts';
import { child, type XmlNode } from '../xml/readXml.ts';
import { askOne } from './askOne.ts';

/** What EWSFindCountLimit allows; a server that gives less says where the next page begins. */
const PAGE = 1000;

/** Where a page begins. */
export function pageView(offset: number): string {
  return `<m:IndexedPageItemView MaxEntriesReturned="${String(PAGE)}" Offset="${String(offset)}" BasePoint="Beginning"/>`;
}

/** Items of a FindItem response message, with the way to the next page. */
export function foundItems(
  message: XmlNode,
  offset: number,
): { readonly nodes: readonly XmlNode[]; readonly nextOffset: number | null } | null {
  const root = child(message, 'RootFolder');
  if (root === undefined) return null;
  const nodes = child(root, 'Items')?.children ?? [];
  const isLast = root.attributes['IncludesLastItemInRange'] !== 'false' || nodes.length === 0;
  return { nodes, nextOffset: isLast ? null : Number(root.attributes['IndexedPagingOffset'] ?? offset + nodes.length) };
}

/** What is looked for: in which of the mailbox's own folders, by which restriction, and what is to be seen of it. */
export interface Search {
  readonly mailbox: string;
  readonly folder: 'calendar' | 'inbox' | 'sentitems' | 'deleteditems';
  readonly restriction: string;
  readonly shape: string;
  readonly signal?: AbortSignal | undefined;
}

/** FindItem, all pages. */
export async function findAll<T>(soap: Soap, search: Search, read: (node: XmlNode) => T | readonly T[]): Promise<Answer<readonly T[]>> {
  const { mailbox, folder, restriction, shape, signal } = search;
  const all: T[] = [];
  for (let offset: number | null = 0; offset !== null;) {
    const from: number = offset;
    const body =
      `<m:FindItem Traversal="Shallow">${shape}${pageView(from)}${restriction}` +
      `<m:ParentFolderIds><t:DistinguishedFolderId Id="${folder}"/></m:ParentFolderIds></m:FindItem>`;
    const request = { operation: 'FindItem', mailbox, body, ...(signal === undefined ? {} : { signal }) };
    const page = await askOne(soap, request, (message) => {
      const found = foundItems(message, from);
      return found === null ? null : { values: found.nodes.flatMap(read), nextOffset: found.nextOffset };
    });
    if (!page.ok) return page;
    all.push(...page.value.values);
    offset = page.value.nextOffset;
  }
  return { ok: true, value: all };
}

/** FindItem: ids alone, all pages. */
export function findIds(soap: Soap, search: Omit<Search, 'shape'>): Promise<Answer<readonly string[]>> {
  const shape = '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>';
  return findAll(soap, { ...search, shape }, (node) => child(node, 'ItemId')?.attributes['Id'] ?? []);
}
