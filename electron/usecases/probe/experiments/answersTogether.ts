import type { MeetingCopy } from '../../../ports/MeetingTarget.ts';
import type { Experiment } from '../Experiment.ts';

export const answersTogether: Experiment = {
  id: 'answers-together',
  question: 'Are several answers in one request all given?',
  run: async (lab) => {
    const copies: MeetingCopy[] = [];
    for (const item of [lab.item(), lab.item()]) {
      const id = await lab.create(lab.organizer, item);
      await lab.invite(id, item);
      const copy = await lab.copy(item.uid);
      if (copy === null) return { answer: 'failed', detail: 'the invitation did not arrive' };
      copies.push(copy);
    }
    const reply = await lab.special.acceptTogether(lab.guest, copies, [lab.guest], lab.signal);
    const codes = reply.ok
      ? reply.answers.map((answer) => (answer.outcome === 'done' ? 'given' : answer.responseCode))
      : [reply.failure.responseCode];
    return { answer: codes.every((code) => code === 'given') ? 'yes' : 'no', detail: codes.join(', ') };
  },
};
