import { ResponseError } from '../soap/ResponseError.ts';

/** What a client has seen: everything up to that version of that folder. */
export function encodeSyncState(folder: number, version: number): string {
  return Buffer.from(JSON.stringify({ folder, version })).toString('base64');
}

export function decodeSyncState(text: string | undefined, folder: number): number {
  if (text === undefined || text.trim() === '') return 0;
  const match = /^\{"folder":(\d+),"version":(\d+)\}$/.exec(Buffer.from(text.trim(), 'base64').toString('utf8'));
  if (match === null || Number(match[1]) !== folder) throw new ResponseError('ErrorInvalidSyncStateData');
  return Number(match[2]);
}
