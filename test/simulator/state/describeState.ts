import { occurrenceOn, seriesOf } from '../calendar/series.ts';
import { uidOf } from '../calendar/globalObjectId.ts';
import type { Services } from '../context.ts';
import type { Content, Item, Recurrence } from '../model/Item.ts';
import type { Folder } from '../store/FolderStore.ts';
import { encodeId } from '../store/ids.ts';
import type { StoredMailbox } from '../store/MailboxStore.ts';
import { formatDay } from '../calendar/civil.ts';

/** A mailbox as plain data, for tests to compare with what they expect. Instants are ISO 8601 in UTC. */
export interface MailboxState {
  readonly address: string;
  readonly folders: readonly FolderState[];
}

export interface FolderState {
  readonly id: string;
  readonly name: string;
  readonly distinguished: string | null;
  readonly folderClass: string;
  readonly extended: Readonly<Record<string, string | readonly string[]>>;
  readonly items: readonly ItemState[];
}

export interface ItemState {
  readonly id: string;
  readonly itemClass: string;
  readonly uid: string;
  readonly globalObjectId: string;
  readonly content: ContentState;
  readonly extended: Readonly<Record<string, string | readonly string[]>>;
  readonly recurrence: unknown;
  readonly exceptions: readonly {
    readonly originalStart: string;
    readonly content: Partial<ContentState>;
    readonly extended: Readonly<Record<string, string | readonly string[]>>;
    readonly meeting: Partial<Item['meeting']>;
  }[];
  readonly deleted: readonly string[];
  readonly meeting: Item['meeting'];
  readonly mail: Item['mail'];
  readonly createdAt: string;
  readonly modifiedAt: string;
}

export type ContentState = Omit<Content, 'start' | 'end'> & { readonly start: string; readonly end: string };

export function describeMailbox(mailbox: StoredMailbox, services: Services): MailboxState {
  const folders = services.store.folders.ofMailbox(mailbox.id).map((folder) => describeFolder(folder, mailbox, services));
  return { address: mailbox.address, folders };
}

function describeFolder(folder: Folder, mailbox: StoredMailbox, services: Services): FolderState {
  const id = encodeId({ kind: 'folder', mailbox: mailbox.id, number: folder.id }, mailbox.guid);
  const { name, distinguished, folderClass, extended } = folder;
  const items = services.store.items.ofFolder(folder.id).map((item) => describeItem(item, mailbox));
  return { id, name, distinguished, folderClass, extended, items };
}

function describeItem(item: Item, mailbox: StoredMailbox): ItemState {
  const { itemClass, globalObjectId, content, extended, recurrence, meeting, mail, createdAt, modifiedAt } = item;
  return {
    id: encodeId({ kind: 'item', mailbox: mailbox.id, number: item.id }, mailbox.guid),
    ...{ itemClass, uid: globalObjectId === '' ? '' : uidOf(globalObjectId), globalObjectId, extended, meeting, mail },
    content: { ...content, start: iso(content.start), end: iso(content.end) },
    recurrence: recurrence === null ? null : describeRecurrence(recurrence),
    exceptions: recurrence === null ? [] : describeExceptions(item, recurrence),
    deleted: recurrence === null ? [] : item.deleted.map((day) => originalStart(item, recurrence, day)),
    ...{ createdAt: iso(createdAt), modifiedAt: iso(modifiedAt) },
  };
}

function describeRecurrence(recurrence: Recurrence): unknown {
  const { pattern, start, end } = recurrence;
  return { pattern, start: formatDay(start), end: end.kind === 'EndDate' ? { kind: end.kind, date: formatDay(end.day) } : end };
}

function describeExceptions(item: Item, recurrence: Recurrence): ItemState['exceptions'] {
  return item.exceptions.map((exception) => {
    const { start, end, ...rest } = exception.content;
    const times = { ...(start === undefined ? {} : { start: iso(start) }), ...(end === undefined ? {} : { end: iso(end) }) };
    const { extended, meeting } = exception;
    return { originalStart: originalStart(item, recurrence, exception.day), content: { ...rest, ...times }, extended, meeting };
  });
}

function originalStart(item: Item, recurrence: Recurrence, day: number): string {
  return iso(occurrenceOn(seriesOf(item, recurrence), day).originalStart);
}

function iso(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
