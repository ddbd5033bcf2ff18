import type { ExchangeTarget, MarkedItem, ReadItem, RequestFailure } from '../../ports/ExchangeTarget.ts';
import { askTarget, type Asked } from './askTarget.ts';

const BATCH = 50;

/** All marked singles and masters of the folders, then everything about them, in batches. */
export async function* readMarked(
  target: ExchangeTarget,
  asked: Asked,
  mailbox: string,
  folderIds: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<{ readonly listed: MarkedItem; readonly read: ReadItem | null }, RequestFailure | null> {
  for (const folderId of folderIds) {
    for (let offset: number | null = 0; offset !== null;) {
      const from: number = offset;
      const reply = await askTarget(asked, mailbox, () => target.listMarked(mailbox, folderId, from), signal);
      if (!reply.ok) return reply.failure;
      const items = reply.value.items.filter(({ type }) => type === 'Single' || type === 'RecurringMaster');
      for (let at = 0; at < items.length; at += BATCH) {
        const batch = items.slice(at, at + BATCH);
        const ids = batch.map(({ id }) => id);
        const answers = await askTarget(asked, mailbox, () => target.readItems(mailbox, ids), signal);
        if (!answers.ok) return answers.failure;
        for (const [index, listed] of batch.entries()) {
          const answer = answers.answers[index];
          yield { listed, read: answer?.outcome === 'done' ? answer.value : null };
        }
      }
      offset = reply.value.nextOffset;
    }
  }
  return null;
}
