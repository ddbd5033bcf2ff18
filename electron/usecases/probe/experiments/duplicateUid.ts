import type { Experiment } from '../Experiment.ts';
import { Refused } from '../Refused.ts';

export const duplicateUid: Experiment = {
  id: 'duplicate-uid',
  question: 'Does a calendar take a second item with the same UID?',
  run: async (lab) => {
    const item = lab.item();
    await lab.create(lab.organizer, item);
    try {
      await lab.create(lab.organizer, item);
      return { answer: 'yes', detail: 'there are two now; Godwit never relies on a refusal' };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { answer: 'no', detail: error.code };
    }
  },
};
