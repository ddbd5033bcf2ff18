import type { Answer, ExchangeTarget } from '../../ports/ExchangeTarget.ts';
import type { EwsTransport } from './http/EwsTransport.ts';
import { createItems } from './operations/createItem.ts';
import { deleteItems, deleteOccurrences } from './operations/deleteItem.ts';
import { calendarView, findMarked } from './operations/findItem.ts';
import { calendarFolders, ensureFolder, findFolder, getRunMark, openCalendar, setRunMark } from './operations/folders.ts';
import { ownFolders, releaseFolder, removeFolder } from './operations/ownFolders.ts';
import { getItems, getOccurrences } from './operations/getItem.ts';
import { updateOccurrences } from './operations/updateItem.ts';
import { Soap } from './Soap.ts';

function map<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return answer.ok ? { ok: true, value: change(answer.value) } : answer;
}

/** Exchange over EWS: our own typed operations on a transport of ours. */
export function ewsTarget(transport: EwsTransport): ExchangeTarget {
  const soap = new Soap(transport);
  return {
    label: transport.url,
    serverVersion: () => soap.serverVersion,
    openCalendar: (mailbox, signal) => openCalendar(soap, mailbox, signal),
    ensureFolder: (mailbox, name, runId, signal) => ensureFolder(soap, mailbox, name, runId, signal),
    calendarFolders: (mailbox, signal) => calendarFolders(soap, mailbox, null, signal),
    findFolder: (mailbox, name, signal) => findFolder(soap, mailbox, name, null, signal),
    readRunMark: async (mailbox, signal) => map(await getRunMark(soap, mailbox, signal), ({ mark }) => mark),
    writeRunMark: async (mailbox, mark, signal) => map(await setRunMark(soap, mailbox, mark, signal), () => null),
    createItems: (mailbox, folderId, requests, signal) => createItems(soap, mailbox, folderId, requests, signal),
    deleteOccurrences: (mailbox, refs, signal) => deleteOccurrences(soap, mailbox, refs, signal),
    updateOccurrences: (mailbox, updates, signal) => updateOccurrences(soap, mailbox, updates, signal),
    deleteItems: (mailbox, ids, signal) => deleteItems(soap, mailbox, ids, 'HardDelete', signal),
    removeItems: (mailbox, ids, signal) => deleteItems(soap, mailbox, ids, 'SoftDelete', signal),
    ownFolders: (mailbox, signal) => ownFolders(soap, mailbox, signal),
    removeFolder: async (mailbox, folderId, signal) => map(await removeFolder(soap, mailbox, folderId, signal), () => null),
    releaseFolder: async (mailbox, folderId, signal) => map(await releaseFolder(soap, mailbox, folderId, signal), () => null),
    listMarked: (mailbox, folderId, offset, signal) => findMarked(soap, mailbox, folderId, offset, signal),
    readItems: (mailbox, ids, signal) => getItems(soap, mailbox, ids, signal),
    readOccurrences: (mailbox, refs, signal) => getOccurrences(soap, mailbox, refs, signal),
    calendarView: (mailbox, folderId, window, signal) => calendarView(soap, mailbox, folderId, window, signal),
    statistics: () => transport.statistics(),
    close: () => transport.close(),
  };
}
