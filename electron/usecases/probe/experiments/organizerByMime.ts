import { globalObjectId } from '../../../../shared/convert/derivedUid.ts';
import type { Experiment } from '../Experiment.ts';

export const organizerByMime: Experiment = {
  id: 'organizer-mime',
  question: 'Does an event in MIME bring the guests’ answers into the organizer’s tracking without mail?',
  run: async (lab) => {
    const { organizer, guest } = lab;
    const item = lab.item({
      organizer: { email: organizer, name: organizer },
      requiredAttendees: [{ email: guest, name: guest, response: 'Accept' }],
    });
    const id = await lab.create(organizer, item, 'meeting', lab.silent(item, { route: 'mime' }));
    const { item: kept } = await lab.read(organizer, id);
    const said = kept.requiredAttendees.find(({ email }) => email === guest)?.response ?? 'nothing';
    const wrong = [
      ...(globalObjectId(kept.uid) === globalObjectId(item.uid) ? [] : ['its UID is another']),
      ...(kept.isOrganizer ? [] : ['its owner is not the organizer']),
      ...(said === 'Accept' ? [] : [`of the guest it keeps ${said}`]),
    ];
    return wrong.length > 0 ? { answer: 'no', detail: wrong.join('; ') } : { answer: 'yes', detail: 'UID, guests and answers are kept' };
  },
};
