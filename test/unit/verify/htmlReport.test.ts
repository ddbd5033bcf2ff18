import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../shared/report/htmlReport.ts';
import type { Report } from '../../../shared/report/model.ts';
import { noticesOf } from '../../../shared/report/notices.ts';

const EVIL = '<script>alert(1)</script>';

const REPORT: Report = {
  title: `Contoso ${EVIL}`,
  madeAt: '2026-11-23T08:00:00Z',
  plan: {
    ...{ hash: 'abc', asOf: '', snapshot: '', mapping: '', converter: '1', zoneData: '', source: 'caldav.sql' },
    ...{ cutOver: '', horizon: '', target: '' },
  },
  counts: { objects: 3, items: 3, written: 3, refused: 0, open: 0, leftOut: 0, losses: 0 },
  runs: [],
  verification: {
    ...{ verifiedAt: '2026-11-23T07:00:00Z', instancesSource: 5, instancesFound: 5, answersSource: 7, answersFound: 6 },
    ...{ trackingSource: 4, trackingFound: 3, ownSource: 3, ownFound: 3, sample: { mailboxes: 2, items: null } },
    doubleBookings: [
      { mailbox: 'room@contoso.com', start: '2026-12-01T09:00:00Z', end: '', subject: EVIL, otherSubject: 'Board', times: 12 },
    ],
    differences: [],
    moreDifferences: 0,
  },
  ...{ mailboxes: [], notes: [], leftOut: [], refused: [], endingSeries: [] },
  people: [{ source: 'mailto:gone@example.com', name: EVIL, decision: 'unmapped', events: 4 }],
  meetings: {
    ...{ living: 9, through: 8, notBegun: 0, mailsInside: 41, couldSendOutside: 0, keptBack: 0, messagesRemoved: 50, messagesLeft: 0 },
    ...{ stepsRefused: 0, waiting: [{ mailbox: 'jimi@contoso.com', subject: EVIL, start: '2026-12-01', phase: 'sent' }] },
  },
  handOff: {
    delegates: [{ owner: 'Jimi', delegate: 'Jerry', readWrite: true }],
    shares: [{ owner: 'Jimi', sharee: 'Janis', calendar: EVIL, readWrite: false }],
    rooms: [],
  },
  uncompared: [{ kind: 'meeting', field: 'myResponse', reason: 'only guests answer' }],
  notices: ['Look twice.'],
  isMasked: false,
};

describe('the page a customer keeps', () => {
  const page = htmlReport(REPORT);
  const words = page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, '|')
    .replace(/[|\s]*\|[|\s]*/g, '|');

  it('holds no script, asks nobody for anything, and says so', () => {
    expect([/<script/i.test(page), /(?:src|href)=/i.test(page)]).toEqual([false, false]);
    expect(page).toContain(`default-src 'none'; style-src 'unsafe-inline'`);
  });

  it.each([
    ['answers in both their places', '3 of 4|answers in organizers’ tracking|3 of 3|answers in guests’ own copies'],
    ['what was sent', '41|mails sent inside|0|requests that could mail outside|0|messages left behind'],
    ['living meetings that are not through', 'jimi@contoso.com|&lt;script&gt;alert(1)&lt;/script&gt;|2026-12-01|sent'],
    ['rooms booked twice', 'room@contoso.com|2026-12-01T09:00:00Z|Board|&lt;script&gt;alert(1)&lt;/script&gt;|12'],
    ['that it is a sample', 'A sample: 2 mailboxes, all items of each.'],
    ['hand-offs', 'Jimi|Jerry|read and write'],
    ['people without a mailbox', 'mailto:gone@example.com'],
    ['what users will notice', 'Look twice.'],
    ['what is not compared', 'meeting|myResponse|only guests answer'],
  ])('says %s', (_, expected) => {
    expect(words).toContain(expected);
  });
});

describe('what users will notice', () => {
  const sealed = { context: { travelTime: { enabled: true, showAs: 'OOF' as const }, responsesInBody: false } };
  const nothing = { sealed, counts: { byNote: {}, byKind: {} }, living: 0, endingSeries: 0 };

  it.each([
    ['living meetings', { ...nothing, living: 1 }, 'Meetings to come are real ones'],
    [
      'answers nobody tracks',
      { ...nothing, counts: { byNote: { 'answers-not-kept': 1 }, byKind: {} } },
      'the organizer does not see who had answered',
    ],
    ['travel time', { ...nothing, counts: { byNote: {}, byKind: { travel: 2 } } }, 'shown as Out of Office'],
    ['series that end', { ...nothing, endingSeries: 1 }, 'because Exchange cannot repeat them for ever'],
  ])('tells of %s only where there are any', (_, plan, words) => {
    expect([noticesOf(plan).join(' ').includes(words), noticesOf(nothing).join(' ').includes(words)]).toEqual([true, false]);
  });
});
