import { OUTSIDE } from '../../sample/meetings.ts';
import type { SampleMeeting } from '../../sample/meetingsSample.ts';
import { person } from './person.ts';

const TRAVEL = ['TRANSP:OPAQUE', 'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT40M'];
const ALARM = ['TRANSP:TRANSPARENT', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Reminder', 'TRIGGER:-PT30M', 'END:VALARM'];

/** Meetings of four people, a room and somebody outside: of every kind there is, in as few as will do. */
export const LIVING_COMPANY: readonly SampleMeeting[] = [
  {
    organizer: 0,
    day: 20,
    title: 'Series',
    meeting: ({ others }) => ({
      guests: [
        { principal: person(others, 0), answer: 'ACCEPTED', mine: TRAVEL },
        { principal: person(others, 1), answer: 'TENTATIVE' },
        { principal: OUTSIDE, answer: 'NEEDS-ACTION' },
        { principal: person(others, 2), answer: 'ACCEPTED' },
      ],
      rule: 'FREQ=WEEKLY;COUNT=6',
      occurrences: [
        { offset: 7, shift: 2, title: 'moved' },
        { offset: 14, answers: { 0: 'DECLINED' } },
        { offset: 21, isCancelled: true },
        { offset: 28, title: 'with a guest', onlyGuest: 3 },
      ],
      organizerMine: TRAVEL,
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
        { principal: person(others, 2), answer: 'TENTATIVE', isOptional: true, mine: ALARM },
        { principal: room, answer: 'ACCEPTED' },
      ],
      rule: 'FREQ=WEEKLY;COUNT=3',
      occurrences: [{ offset: 7, shift: 1, title: 'later' }],
    }),
  },
  {
    organizer: 2,
    day: 24,
    title: 'All day',
    meeting: ({ others }) => ({
      guests: [
        { principal: person(others, 0), answer: 'ACCEPTED' },
        { principal: person(others, 1), answer: 'NEEDS-ACTION' },
        { principal: OUTSIDE, answer: 'ACCEPTED' },
      ],
      isAllDay: true,
    }),
  },
  {
    organizer: 3,
    day: -20,
    title: 'Long ago',
    meeting: ({ others }) => ({
      guests: [
        { principal: person(others, 0), answer: 'ACCEPTED' },
        { principal: person(others, 1), answer: 'DECLINED' },
      ],
      rule: 'FREQ=WEEKLY;COUNT=2',
      occurrences: [{ offset: 7, shift: 1 }],
    }),
  },
  {
    organizer: 1,
    day: 27,
    title: 'From outside',
    meeting: ({ others }) => ({ guests: [{ principal: person(others, 0), answer: 'TENTATIVE' }], organizerIsOutside: true }),
  },
];
