import type { Experiment } from '../Experiment.ts';

export const propertiesTravel: Experiment = {
  id: 'properties-travel',
  question: 'Do Godwit’s own properties stay on its items, and off the copies Exchange makes of them?',
  run: async (lab) => {
    const item = lab.item();
    const id = await lab.create(lab.organizer, item);
    const { marker } = await lab.read(lab.organizer, id);
    if (marker === null) return { answer: 'no', detail: 'they are forgotten at once: items could never be found again' };
    await lab.invite(id, item);
    const copy = await lab.copy(item.uid);
    if (copy === null) return { answer: 'partly', detail: 'they are kept; the invitation did not arrive' };
    const travelled = (await lab.read(lab.guest, copy.id)).marker !== null;
    const detail = travelled
      ? 'they are kept, and go with invitations; Godwit leaves such copies alone'
      : 'they are kept, and do not go with invitations';
    return { answer: travelled ? 'partly' : 'yes', detail };
  },
};
