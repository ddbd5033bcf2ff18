import type { Answer } from '../../../../ports/ExchangeTarget.ts';
import { RUN_URI } from '../../items/marker.ts';
import { findIds } from '../../operations/findAll.ts';
import type { Soap } from '../../Soap.ts';
import { escapeXml } from '../../xml/writeXml.ts';

const FOLDERS = ['calendar', 'inbox', 'sentitems', 'deleteditems'] as const;

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
    const found = await findIds(soap, { mailbox, folder, restriction: restriction(token, runId), signal });
    if (!found.ok) return found;
    ids.push(...found.value);
  }
  return { ok: true, value: ids };
}
