import type { EwsCalendarItem, EwsModifiedOccurrence } from '../../../../shared/ews/item.ts';
import type { Experiment } from '../Experiment.ts';
import type { Finding } from '../Finding.ts';
import { NOBODY, type Lab } from '../Lab.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

function moved(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) + milliseconds).toISOString().replace('.000Z', 'Z');
}

/** Five days running, the second of them an hour later, the fourth gone. */
function dailySeries(lab: Lab, days = 0): EwsCalendarItem {
  const item = lab.item({}, days);
  const range = { type: 'Numbered', startDate: item.start.slice(0, 10), numberOfOccurrences: 5 } as const;
  return { ...item, recurrence: { pattern: { type: 'Daily', interval: 1 }, range } };
}

function exceptionOf({ start, end }: EwsCalendarItem): EwsModifiedOccurrence {
  return { originalStart: moved(start, DAY_MS), start: moved(start, DAY_MS + HOUR_MS), end: moved(end, DAY_MS + HOUR_MS) };
}

async function changeOccurrences(lab: Lab, masterId: string, master: EwsCalendarItem): Promise<void> {
  const change = exceptionOf(master);
  lab.one(await lab.target.updateOccurrences(lab.organizer, [{ masterId, instanceIndex: 2, change, master }], lab.signal));
  lab.one(await lab.target.deleteOccurrences(lab.organizer, [{ masterId, instanceIndex: 4 }], lab.signal));
}

/** What the guest's copy shows of the change and the deletion. */
async function shownTo(lab: Lab, uid: string): Promise<Finding> {
  const seen = await lab.until(
    async () => {
      const [copy] = await lab.copies(uid);
      return copy === undefined ? null : (await lab.read(lab.guest, copy.id)).item;
    },
    (item) => item !== null && item.modifiedOccurrences.length + item.deletedOccurrences.length === 2,
  );
  if (seen === null) return { answer: 'failed', detail: 'the invitation did not arrive' };
  const [changed, gone] = [seen.modifiedOccurrences.length === 1, seen.deletedOccurrences.length === 1];
  const detail = `of one changed and one deleted occurrence the guest sees ${changed ? 'the change' : 'no change'} and ${gone ? 'the deletion' : 'no deletion'}`;
  return { answer: changed && gone ? 'yes' : changed || gone ? 'partly' : 'no', detail };
}

export const occurrenceEdits: Experiment = {
  id: 'occurrence-edits',
  question: 'Can single occurrences be changed and deleted by their place in the series?',
  run: async (lab) => {
    const item = dailySeries(lab);
    const id = await lab.create(lab.organizer, item);
    await changeOccurrences(lab, id, item);
    const { item: kept } = await lab.read(lab.organizer, id);
    const wanted = exceptionOf(item);
    const isMoved = kept.modifiedOccurrences.some(({ start }) => Date.parse(start) === Date.parse(wanted.start));
    const isGone = kept.deletedOccurrences.some((start) => Date.parse(start) === Date.parse(moved(item.start, 3 * DAY_MS)));
    return {
      answer: isMoved && isGone ? 'yes' : 'no',
      detail: `${isMoved ? 'moved' : 'not moved'}, ${isGone ? 'deleted' : 'not deleted'}`,
    };
  },
};

export const exceptionsTravel: Experiment = {
  id: 'exceptions-travel',
  question: 'Does one invitation to a series bring its changed and deleted occurrences along?',
  run: async (lab) => {
    const item = dailySeries(lab);
    const id = await lab.create(lab.organizer, item);
    await changeOccurrences(lab, id, item);
    await lab.invite(id, item);
    return shownTo(lab, item.uid);
  },
};

export const exceptionsTravelLater: Experiment = {
  id: 'exceptions-travel-later',
  question: 'Do occurrences that are changed after the invitation come along with a later send of the series?',
  run: async (lab) => {
    const item = dailySeries(lab);
    const id = await lab.create(lab.organizer, item);
    await lab.invite(id, item);
    if ((await lab.copy(item.uid)) === null) return { answer: 'failed', detail: 'the invitation did not arrive' };
    await changeOccurrences(lab, id, item);
    await lab.send(id, NOBODY);
    return shownTo(lab, item.uid);
  },
};

/** Longer ago than any live meeting begins, as its series may have. */
const DAYS_BACK = -400;

export const pastSeries: Experiment = {
  id: 'past-series',
  question: 'Does an invitation to a series that lies in the past become an entry, too?',
  run: async (lab) => {
    const item = dailySeries(lab, DAYS_BACK);
    const id = await lab.create(lab.organizer, item);
    await lab.invite(id, item);
    const copy = await lab.copy(item.uid);
    return { answer: copy === null ? 'no' : 'yes', detail: `a series of ${item.start.slice(0, 10)}` };
  },
};
