import type { Experiment } from '../Experiment.ts';

function untried(id: string, question: string, reason: string): Experiment {
  return { id, question, run: () => Promise.resolve({ answer: 'not-tried', detail: reason }) };
}

export const injectedReply = untried(
  'injected-reply',
  'Does a reply that is laid into the organizer’s inbox reach the tracking?',
  'Godwit never writes into an inbox',
);

export const manyInvitations = untried(
  'many-invitations',
  'How long do 300 invitations take?',
  'nobody’s mailbox is filled for a test; the run keeps to the pace of the settings and shows how far it is',
);

export const patchedStream = untried(
  'patched-stream',
  'Does an exported item that was changed import again?',
  'Microsoft says that the stream must not be changed; Godwit does not use it',
);
