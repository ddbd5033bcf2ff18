import type { Answer, OwnFolder } from '../../../ports/ExchangeTarget.ts';
import { RUN_URI, ownProperty } from '../items/marker.ts';
import type { Soap, SoapRequest } from '../Soap.ts';
import { childText, find, type XmlNode } from '../xml/readXml.ts';
import { escapeXml } from '../xml/writeXml.ts';
import { askOne } from './askOne.ts';
import { askBatch } from './responseMessages.ts';

const URIS = ['folder:DisplayName', 'folder:TotalCount', 'folder:ChildFolderCount'];
const GONE = new Map([['ErrorItemNotFound', true] as const, ['ErrorFolderNotFound', true] as const]);

function request(operation: string, mailbox: string, body: string, signal: AbortSignal | undefined): SoapRequest {
  return { operation, mailbox, body, ...(signal === undefined ? {} : { signal }) };
}

function folderOf(node: XmlNode): readonly OwnFolder[] {
  const id = find(node, 'FolderId')?.attributes['Id'];
  const runId = ownProperty(node, 'GodwitRunId');
  if (id === undefined || runId === undefined) return [];
  const count = (name: string): number => Number(childText(node, name) ?? 0);
  return [{ id, runId, name: childText(node, 'DisplayName') ?? '', items: count('TotalCount'), folders: count('ChildFolderCount') }];
}

/** FindFolder: the folders below Calendar that a run made. */
export function ownFolders(soap: Soap, mailbox: string, signal?: AbortSignal): Promise<Answer<readonly OwnFolder[]>> {
  const body =
    '<m:FindFolder Traversal="Shallow"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>' +
    `${URIS.map((uri) => `<t:FieldURI FieldURI="${uri}"/>`).join('')}${RUN_URI}</t:AdditionalProperties></m:FolderShape>` +
    '<m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindFolder>';
  return askOne(soap, request('FindFolder', mailbox, body, signal), (message) =>
    (find(message, 'Folders')?.children ?? []).flatMap(folderOf),
  );
}

/** DeleteFolder, softly. The caller has seen that it is empty. */
export async function removeFolder(soap: Soap, mailbox: string, folderId: string, signal?: AbortSignal): Promise<Answer<true>> {
  const body = `<m:DeleteFolder DeleteType="SoftDelete"><m:FolderIds><t:FolderId Id="${escapeXml(folderId)}"/></m:FolderIds></m:DeleteFolder>`;
  const reply = await askBatch<true>(soap, request('DeleteFolder', mailbox, body, signal), 1, () => true, GONE);
  if (!reply.ok) return reply;
  const [answer] = reply.answers;
  if (answer?.outcome === 'done') return { ok: true, value: true };
  const { responseCode = 'UNREADABLE', message = '', backOffMs = null } = answer ?? {};
  return { ok: false, failure: { outcome: 'not-executed', scope: 'mailbox', responseCode, message, backOffMs } };
}

/** UpdateFolder: takes the run's id off a folder. */
export function releaseFolder(soap: Soap, mailbox: string, folderId: string, signal?: AbortSignal): Promise<Answer<true>> {
  const body =
    `<m:UpdateFolder><m:FolderChanges><t:FolderChange><t:FolderId Id="${escapeXml(folderId)}"/><t:Updates>` +
    `<t:DeleteFolderField>${RUN_URI}</t:DeleteFolderField></t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`;
  return askOne(soap, request('UpdateFolder', mailbox, body, signal), () => true);
}
