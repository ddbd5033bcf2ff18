import type { Experiment } from '../Experiment.ts';
import { NOBODY } from '../Lab.ts';

/** RFC 2606: an address no mail can ever reach; and from now on the gate lets nothing about this item be sent. */
const STRANGER = 'nobody@godwit-probe.invalid';

export const outsidersAdded: Experiment = {
  id: 'outsiders-added',
  question: 'Can somebody be added without mail, with the tracking of the others kept?',
  run: async (lab) => {
    const item = lab.item();
    const id = await lab.create(lab.organizer, item);
    await lab.invite(id, item);
    const copy = await lab.copy(item.uid);
    if (copy === null) return { answer: 'failed', detail: 'the invitation did not arrive' };
    await lab.respond(copy, 'Accept');
    if ((await lab.tracked(id, 'Accept')) !== 'Accept')
      return { answer: 'failed', detail: 'the answer was not tracked in the first place' };
    const people = { ...NOBODY, required: [{ email: STRANGER, name: STRANGER }] };
    lab.value(await lab.meetings.addSilently(lab.organizer, { itemId: id }, people, 'append', lab.signal));
    const { people: there } = await lab.tracking(id);
    const said = there.find(({ email }) => email === lab.guest)?.response ?? 'nothing';
    const isAdded = there.some(({ email }) => email === STRANGER);
    const detail = `${isAdded ? 'added' : 'not added'}; of the first guest it keeps ${said}`;
    return { answer: isAdded && said === 'Accept' ? 'yes' : isAdded ? 'partly' : 'no', detail };
  },
};
