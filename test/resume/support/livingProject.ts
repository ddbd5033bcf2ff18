import { join } from 'node:path';
import { MEETING_KINDS } from '../../sample/meetings.ts';
import { writeMeetingsSample, type SampleMeeting } from '../../sample/meetingsSample.ts';
import type { Godwit } from '../../support/godwit.ts';
import { prepareProject, type SampleOptions, type SampleProject } from './sampleProject.ts';

/** Some of everything a living meeting can have. */
const KINDS = [
  'every answer',
  'one date answered otherwise',
  'moved and cancelled dates',
  'guest of one date only',
  'room and projector',
  'room that declined',
  'guest from outside',
  'guest who deleted it',
  'travel of the organizer and of a guest',
  'note of a guest',
  'optional guest with an alarm',
  'organizer from outside',
  'group',
  'all-day meeting',
  'cancelled by the organizer',
] as const;

/** One meeting of each kind, all to come, organized in turn. */
export function meetingsOf(kinds: readonly string[], people: number): readonly SampleMeeting[] {
  return kinds.map((kind, index) => ({
    organizer: index % people,
    day: 20 + index,
    title: kind,
    meeting: (context) => {
      const build = MEETING_KINDS[kind];
      if (build === undefined) throw new Error(`no kind ${kind}`);
      return build(context);
    },
  }));
}

const ANSWERS = ['ACCEPTED', 'TENTATIVE', 'DECLINED', 'NEEDS-ACTION'] as const;

/** Everybody organizes a meeting with everybody else. */
export function mutualMeetings(people: number): readonly SampleMeeting[] {
  return Array.from({ length: people }, (_, organizer) => ({
    organizer,
    day: 20 + organizer,
    title: `Round ${String(organizer + 1)}`,
    meeting: ({ others }) => ({
      guests: others.map((principal, index) => ({ principal, answer: ANSWERS[(index + organizer) % ANSWERS.length] ?? 'ACCEPTED' })),
    }),
  }));
}

export interface LivingOptions extends SampleOptions {
  readonly people?: number;
  readonly meetings?: readonly SampleMeeting[];
}

/** A sealed plan in which every meeting is a living one. */
export function prepareLiving(godwit: Godwit, given: LivingOptions = {}): Promise<SampleProject> {
  const { people = 5, meetings = meetingsOf(KINDS, people), ...rest } = given;
  const sample = writeMeetingsSample(join(godwit.folder, 'caldav.sql'), { people, meetings, seed: given.seed ?? 1 });
  const options = { meetings: 'live', cutOver: '2026-11-20T00:00:00Z', ...given.options };
  return prepareProject(godwit, sample, { ...rest, target: { sendsPerMinute: 1000, ...given.target }, options });
}
