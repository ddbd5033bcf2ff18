import { globalObjectId } from '../../../../shared/convert/derivedUid.ts';
import type { SilentCopy } from '../../../ports/ExchangeTarget.ts';
import type { Experiment } from '../Experiment.ts';
import type { Finding } from '../Finding.ts';
import type { Lab } from '../Lab.ts';

/** Writes a guest's copy of somebody else's meeting and looks what the server made of it. */
async function tryRoute(lab: Lab, route: SilentCopy['route']): Promise<Finding> {
  const { organizer, guest } = lab;
  const item = lab.item({
    ...{ isOrganizer: false, myResponse: 'Tentative', organizer: { email: organizer, name: organizer } },
    requiredAttendees: [{ email: guest, name: guest, response: 'Tentative' }],
  });
  const id = await lab.create(guest, item, 'guest-copy', lab.silent(item, { route }));
  const { item: kept } = await lab.read(guest, id);
  const wrong = [
    ...(globalObjectId(kept.uid) === globalObjectId(item.uid) ? [] : ['its UID is another']),
    ...(kept.isOrganizer ? ['its owner became the organizer'] : []),
    ...(kept.organizer?.email.toLowerCase() === organizer ? [] : [`its organizer is ${kept.organizer?.email ?? 'nobody'}`]),
    ...(kept.myResponse === item.myResponse ? [] : [`its answer is ${kept.myResponse}`]),
  ];
  if (wrong.length > 0) return { answer: 'no', detail: wrong.join('; ') };
  return { answer: 'yes', detail: 'UID, organizer and answer are kept' };
}

export const guestCopyByProperties: Experiment = {
  id: 'guest-copy-properties',
  question: 'Does an entry that nobody sent become a guest’s copy by MAPI properties alone?',
  run: (lab) => tryRoute(lab, 'properties'),
};

export const guestCopyByMime: Experiment = {
  id: 'guest-copy-mime',
  question: 'Does an entry that nobody sent become a guest’s copy by an event in MIME?',
  run: (lab) => tryRoute(lab, 'mime'),
};
