import type { Experiment } from '../Experiment.ts';

/** RFC 2606: an address no mail can ever reach. Nothing is sent about this item anyway. */
const STRANGER = 'nobody@godwit-probe.invalid';

export const writtenResponses: Experiment = {
  id: 'written-responses',
  question: 'Does the organizer’s tracking keep answers that are written with the list of attendees, without mail?',
  run: async (lab) => {
    const accepted = (email: string) => ({ email, name: email, response: 'Accept' }) as const;
    const item = lab.item({ requiredAttendees: [accepted(lab.guest)], optionalAttendees: [accepted(STRANGER)] });
    const id = await lab.create(lab.organizer, item, 'meeting', lab.silent(item, { writesResponses: true }));
    const { people } = await lab.tracking(id);
    const said = (address: string): string => people.find(({ email }) => email.toLowerCase() === address)?.response ?? 'nothing';
    const [known, stranger] = [said(lab.guest), said(STRANGER)];
    const detail = `of somebody in the address book it keeps ${known}, of somebody outside ${stranger}`;
    if (known !== 'Accept') return { answer: 'no', detail };
    return { answer: stranger === 'Accept' ? 'yes' : 'partly', detail };
  },
};
