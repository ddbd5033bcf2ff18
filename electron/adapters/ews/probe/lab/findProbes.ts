import type { Answer } from '../../../../ports/ExchangeTarget.ts';
import { RUN_URI } from '../../items/marker.ts';
import { foundItems } from '../../operations/meetingSearch.ts';
import { askOne } from '../../operations/askOne.ts';
import type { Soap } from '../../Soap.ts';
import { child } from '../../xml/readXml.ts';
import { escapeXml } from '../../xml/writeXml.ts';

const FOLDERS = ['calendar', 'inbox', 'sentitems', 'deleteditems'] as const;
const PAGE = 500;

/** Invitations and copies have the subject only, items of ours the mark too: a server that forgets one of them has the other. */
function restriction(token: string, runId: string): string {
  const subject =
    '<t:Contains ContainmentMode="Substring" ContainmentComparison="IgnoreCase"><t:FieldURI FieldURI="item:Subject"/>' +
    `<t:Constant Value="${escapeXml(token)}"/></t:Contains>`;
  const mark = `<t:IsEqualTo>${RUN_URI}<t:FieldURIOrConstant><t:Constant Value="${escapeXml(runId)}"/></t:FieldURIOrConstant></t:IsEqualTo>`;
  return `<m:Restriction><t:Or>${subject}${mark}</t:Or></m:Restriction>`;
}

/** FindItem in the folders where a meeting leaves traces. */
export async function findProbes(
  soap: Soap,
  mailbox: string,
  token: string,
  runId: string,
  signal?: AbortSignal,
): Promise<Answer<readonly string[]>> {
  const ids: string[] = [];
  for (const folder of FOLDERS) {
    for (let offset: number | null = 0; offset !== null;) {
      const from: number = offset;
      const body =
        '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>' +
        `<m:IndexedPageItemView MaxEntriesReturned="${String(PAGE)}" Offset="${String(from)}" BasePoint="Beginning"/>` +
        `${restriction(token, runId)}<m:ParentFolderIds><t:DistinguishedFolderId Id="${folder}"/></m:ParentFolderIds></m:FindItem>`;
      const request = { operation: 'FindItem', mailbox, body, ...(signal === undefined ? {} : { signal }) };
      const page = await askOne(soap, request, (message) => foundItems(message, from));
      if (!page.ok) return page;
      ids.push(...page.value.nodes.flatMap((node) => child(node, 'ItemId')?.attributes['Id'] ?? []));
      offset = page.value.nextOffset;
    }
  }
  return { ok: true, value: ids };
}
