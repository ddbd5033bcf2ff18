import type { Answer, RunMark, TargetFolder } from '../../../ports/ExchangeTarget.ts';
import { RUN_MARK_URI, RUN_URI, extendedProperty, ownProperty } from '../items/marker.ts';
import { readRunMark } from '../items/runMark.ts';
import type { Soap, SoapRequest } from '../Soap.ts';
import { child, find, type XmlNode } from '../xml/readXml.ts';
import { element } from '../xml/writeXml.ts';
import { askOne } from './askOne.ts';

const CALENDAR = '<t:DistinguishedFolderId Id="calendar"/>';

function request(operation: string, mailbox: string, body: string, signal: AbortSignal | undefined): SoapRequest {
  return { operation, mailbox, body, ...(signal === undefined ? {} : { signal }) };
}

function folderOf(node: XmlNode, created: boolean): TargetFolder | null {
  const id = find(node, 'FolderId')?.attributes['Id'];
  return id === undefined ? null : { id, name: find(node, 'DisplayName')?.text ?? '', created };
}

function getCalendar(extended: string): string {
  return (
    '<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="folder:DisplayName"/>' +
    `${extended}</t:AdditionalProperties></m:FolderShape><m:FolderIds>${CALENDAR}</m:FolderIds></m:GetFolder>`
  );
}

/** GetFolder of the default Calendar. */
export function openCalendar(soap: Soap, mailbox: string, signal?: AbortSignal): Promise<Answer<TargetFolder>> {
  return askOne(soap, request('GetFolder', mailbox, getCalendar(''), signal), (message) => folderOf(message, false));
}

/** The run mark on the default Calendar; null when there is none or it is not readable any more. */
export function getRunMark(soap: Soap, mailbox: string, signal?: AbortSignal): Promise<Answer<{ readonly mark: RunMark | null }>> {
  return askOne(soap, request('GetFolder', mailbox, getCalendar(RUN_MARK_URI), signal), (message) => {
    const [folder] = child(message, 'Folders')?.children ?? [];
    return folder === undefined ? null : { mark: readRunMark(ownProperty(folder, 'GodwitRunMark')) };
  });
}

/** UpdateFolder: sets the run mark, or takes it away. */
export function setRunMark(soap: Soap, mailbox: string, mark: RunMark | null, signal?: AbortSignal): Promise<Answer<true>> {
  const update =
    mark === null
      ? `<t:DeleteFolderField>${RUN_MARK_URI}</t:DeleteFolderField>`
      : `<t:SetFolderField>${RUN_MARK_URI}<t:CalendarFolder>${extendedProperty(RUN_MARK_URI, JSON.stringify(mark))}</t:CalendarFolder></t:SetFolderField>`;
  const body = `<m:UpdateFolder><m:FolderChanges><t:FolderChange>${CALENDAR}<t:Updates>${update}</t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`;
  return askOne(soap, request('UpdateFolder', mailbox, body, signal), () => true);
}

/** FindFolder: the folders below Calendar; `created` says whether that run made one. */
export function calendarFolders(
  soap: Soap,
  mailbox: string,
  runId: string | null,
  signal?: AbortSignal,
): Promise<Answer<readonly TargetFolder[]>> {
  const body =
    '<m:FindFolder Traversal="Shallow"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>' +
    `<t:FieldURI FieldURI="folder:DisplayName"/>${RUN_URI}</t:AdditionalProperties></m:FolderShape>` +
    `<m:ParentFolderIds>${CALENDAR}</m:ParentFolderIds></m:FindFolder>`;
  return askOne(soap, request('FindFolder', mailbox, body, signal), (message) =>
    (find(message, 'Folders')?.children ?? []).flatMap((node) => {
      const folder = folderOf(node, ownProperty(node, 'GodwitRunId') === runId);
      return folder === null ? [] : [folder];
    }),
  );
}

/** The folder of that exact name below Calendar. */
export async function findFolder(
  soap: Soap,
  mailbox: string,
  name: string,
  runId: string | null,
  signal?: AbortSignal,
): Promise<Answer<{ readonly folder: TargetFolder | null }>> {
  const folders = await calendarFolders(soap, mailbox, runId, signal);
  if (!folders.ok) return folders;
  return { ok: true, value: { folder: folders.value.find((folder) => folder.name === name) ?? null } };
}

/**
 * The folder of that name below Calendar, made if there is none and marked with the run, so that undo may remove it when it is empty. May be
 * repeated: a folder this run made in a request whose answer was lost still counts as made by it.
 */
export async function ensureFolder(
  soap: Soap,
  mailbox: string,
  name: string,
  runId: string,
  signal?: AbortSignal,
): Promise<Answer<TargetFolder>> {
  const existing = await findFolder(soap, mailbox, name, runId, signal);
  if (!existing.ok) return existing;
  if (existing.value.folder !== null) return { ok: true, value: existing.value.folder };
  const made = await createFolder(soap, mailbox, name, runId, signal);
  if (made.ok || made.failure.responseCode !== 'ErrorFolderExists') return made;
  // Somebody was faster.
  const again = await findFolder(soap, mailbox, name, runId, signal);
  if (!again.ok) return again;
  return again.value.folder === null ? made : { ok: true, value: again.value.folder };
}

function createFolder(soap: Soap, mailbox: string, name: string, runId: string, signal?: AbortSignal): Promise<Answer<TargetFolder>> {
  const body =
    `<m:CreateFolder><m:ParentFolderId>${CALENDAR}</m:ParentFolderId><m:Folders><t:CalendarFolder><t:FolderClass>IPF.Appointment</t:FolderClass>` +
    `${element('DisplayName', name)}${extendedProperty(RUN_URI, runId)}</t:CalendarFolder></m:Folders></m:CreateFolder>`;
  return askOne(soap, request('CreateFolder', mailbox, body, signal), (message) => {
    const folder = folderOf(message, true);
    return folder === null ? null : { ...folder, name };
  });
}
