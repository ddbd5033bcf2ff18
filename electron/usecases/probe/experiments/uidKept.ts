import { globalObjectId } from '../../../../shared/convert/derivedUid.ts';
import type { Experiment } from '../Experiment.ts';

export const uidKept: Experiment = {
  id: 'uid-kept',
  question: 'Does an item keep the UID it was given, and become known by the GlobalObjectId made of it?',
  run: async (lab) => {
    const item = lab.item();
    const id = await lab.create(lab.organizer, item);
    const read = await lab.read(lab.organizer, id);
    const properties = lab.value(await lab.special.readProperties(lab.organizer, id, lab.signal));
    const found = Buffer.from(properties.get('Meeting:0x23') ?? '', 'base64').toString('hex');
    const isKept = globalObjectId(read.item.uid) === globalObjectId(item.uid);
    const isKnown = found === globalObjectId(item.uid).toLowerCase();
    if (isKept && isKnown) return { answer: 'yes', detail: 'both, byte by byte' };
    return { answer: isKept || isKnown ? 'partly' : 'no', detail: `UID ${read.item.uid}, GlobalObjectId ${found}` };
  },
};
