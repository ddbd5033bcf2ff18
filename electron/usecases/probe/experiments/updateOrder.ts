import type { Experiment } from '../Experiment.ts';

export const updateOrder: Experiment = {
  id: 'update-order',
  question: 'May one update change times and time zones in the order Godwit writes them: times first?',
  run: async (lab) => {
    const item = lab.item();
    const id = await lab.create(lab.organizer, item);
    const { start, end } = item;
    const tryOrder = async (order: 'times-first' | 'zones-first'): Promise<string | null> => {
      const zone = { id: 'W. Europe Standard Time', order };
      const reply = await lab.special.moveItem(lab.organizer, id, { start, end, zone }, lab.signal);
      if (!reply.ok) return reply.failure.responseCode;
      const { item: kept } = await lab.read(lab.organizer, id);
      if (Date.parse(kept.start) !== Date.parse(start)) return `starts at ${kept.start} now`;
      return kept.startTimeZone === zone.id ? null : `is in ${kept.startTimeZone}`;
    };
    const [timesFirst, zonesFirst] = [await tryOrder('times-first'), await tryOrder('zones-first')];
    const detail = `times first: ${timesFirst ?? 'fine'}; zones first: ${zonesFirst ?? 'fine'}`;
    return { answer: timesFirst === null ? 'yes' : 'no', detail };
  },
};
