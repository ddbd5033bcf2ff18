import type { ExchangeTarget, MarkedItem, ReadItem, RequestFailure } from '../../ports/ExchangeTarget.ts';
import { askTarget, type Asked } from './askTarget.ts';

const BATCH = 50;

/** A marked item as the listing shows it; `read` is null where it could not be read, absent where nobody asked for it. */
export interface Listed {
  readonly listed: MarkedItem;
  readonly read?: ReadItem | null;
}

/** Whole items, a batch a request. */
export async function readWhole(
  target: ExchangeTarget,
  asked: Asked,
  mailbox: string,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<{ readonly ok: true; readonly items: readonly (ReadItem | null)[] } | { readonly ok: false; readonly failure: RequestFailure }> {
  const items: (ReadItem | null)[] = [];
  for (let at = 0; at < ids.length; at += BATCH) {
    const batch = ids.slice(at, at + BATCH);
    const reply = await askTarget(asked, mailbox, () => target.readItems(mailbox, batch), signal);
    if (!reply.ok) return reply;
    batch.forEach((_, index) => {
      const answer = reply.answers[index];
      items.push(answer?.outcome === 'done' ? answer.value : null);
    });
  }
  return { ok: true, items };
}

/** All marked singles and masters of the folders, page by page to the end, then everything about those that are wanted. */
export async function* readMarked(
  target: ExchangeTarget,
  asked: Asked,
  mailbox: string,
  folderIds: readonly string[],
  isWanted: (key: string) => boolean,
  signal?: AbortSignal,
): AsyncGenerator<Listed, RequestFailure | null> {
  for (const folderId of folderIds) {
    for (let offset: number | null = 0; offset !== null;) {
      const from: number = offset;
      const reply = await askTarget(asked, mailbox, () => target.listMarked(mailbox, folderId, from), signal);
      if (!reply.ok) return reply.failure;
      const items = reply.value.items.filter(({ type }) => type === 'Single' || type === 'RecurringMaster');
      const wanted = items.filter(({ marker }) => isWanted(marker.key));
      for (const listed of items) if (!isWanted(listed.marker.key)) yield { listed };
      for (let at = 0; at < wanted.length; at += BATCH) {
        const batch = wanted.slice(at, at + BATCH);
        const whole = await readWhole(
          target,
          asked,
          mailbox,
          batch.map(({ id }) => id),
          signal,
        );
        if (!whole.ok) return whole.failure;
        for (const [index, listed] of batch.entries()) yield { listed, read: whole.items[index] ?? null };
      }
      offset = reply.value.nextOffset;
    }
  }
  return null;
}
