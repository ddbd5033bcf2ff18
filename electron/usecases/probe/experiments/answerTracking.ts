import type { Experiment } from '../Experiment.ts';

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** First of all: all waits of later experiments go by what this one takes. */
export const answerTracking: Experiment = {
  id: 'answer-tracking',
  question: 'Does an invitation become an entry, and its answer a line in the organizer’s tracking?',
  run: async (lab) => {
    const item = lab.item();
    const id = await lab.create(lab.organizer, item);
    const sent = performance.now();
    await lab.invite(id, item);
    const copy = await lab.copy(item.uid);
    if (copy === null) return { answer: 'no', detail: `no entry at ${lab.guest} after ${seconds(performance.now() - sent)}` };
    const arrived = performance.now();
    await lab.respond(copy, 'Accept');
    const said = await lab.tracked(id, 'Accept');
    const took = `the entry took ${seconds(arrived - sent)}, the answer ${seconds(performance.now() - arrived)}`;
    return said === 'Accept' ? { answer: 'yes', detail: took } : { answer: 'partly', detail: `${took}; the tracking says ${said}` };
  },
};
