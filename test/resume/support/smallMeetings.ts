import { OUTSIDE } from '../../sample/meetings.ts';
import type { SampleMeeting } from '../../sample/meetingsSample.ts';
import { person } from './person.ts';

/** Every step a living meeting can take, in as few meetings of three people and a room as will do. */
export const SMALL_MEETINGS: readonly SampleMeeting[] = [
  {
    organizer: 0,
    day: 20,
    title: 'Series',
    meeting: ({ others }) => ({
      guests: [
        { principal: person(others, 0), answer: 'ACCEPTED' },
        { principal: person(others, 1), answer: 'TENTATIVE' },
        { principal: OUTSIDE, answer: 'NEEDS-ACTION' },
      ],
      rule: 'FREQ=WEEKLY;COUNT=6',
      occurrences: [
        { offset: 7, shift: 2, title: 'moved' },
        { offset: 14, answers: { 0: 'DECLINED' } },
      ],
    }),
  },
  {
    organizer: 1,
    day: 25,
    title: 'In the room',
    meeting: ({ others, room }) => ({
      guests: [
        { principal: person(others, 0), answer: 'ACCEPTED' },
        { principal: person(others, 1), answer: 'DECLINED', hasNoCopy: true },
        { principal: room, answer: 'ACCEPTED' },
      ],
    }),
  },
  {
    organizer: 2,
    day: 26,
    title: 'One date',
    meeting: ({ others }) => ({
      guests: [
        { principal: person(others, 0), answer: 'ACCEPTED' },
        { principal: person(others, 1), answer: 'ACCEPTED' },
      ],
      rule: 'FREQ=WEEKLY;COUNT=4',
      occurrences: [{ offset: 7, title: 'with a guest', onlyGuest: 1 }],
    }),
  },
];
