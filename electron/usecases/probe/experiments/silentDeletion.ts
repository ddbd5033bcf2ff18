import type { Experiment } from '../Experiment.ts';

export const silentDeletion: Experiment = {
  id: 'silent-deletion',
  question: 'Does a meeting that is deleted without mail leave the guest’s copy alone?',
  run: async (lab) => {
    const item = lab.item();
    const id = await lab.create(lab.organizer, item);
    await lab.invite(id, item);
    if ((await lab.copy(item.uid)) === null) return { answer: 'failed', detail: 'the invitation did not arrive' };
    lab.one(await lab.target.deleteItems(lab.organizer, [id], lab.signal));
    const copies = await lab.copies(item.uid);
    return copies.length === 1 ? { answer: 'yes', detail: 'it is there, as it was' } : { answer: 'no', detail: 'it is gone' };
  },
};
