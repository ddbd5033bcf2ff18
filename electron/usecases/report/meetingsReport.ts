import type { ReportExample, ReportHandOff, ReportMeetings } from '../../../shared/report/model.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { DirectoryStore } from '../../ports/MappingStore.ts';
import type { PlanReader, PlanRow } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import { gatherHandOff } from '../handOff/gatherHandOff.ts';

/** Lists a person reads stay short; the CSV has everything. */
const WAITING = 200;

interface MeetingsInput {
  readonly plan: PlanReader;
  readonly meetingLedger: Pick<MeetingLedger, 'all' | 'sendings' | 'removals'>;
  readonly example: (row: PlanRow) => ReportExample;
}

/** Every living meeting of the plan: how far it is, what it sent, what it left behind. */
export function meetingsReport({ plan, meetingLedger, example }: MeetingsInput, living: number): ReportMeetings {
  const waiting: (ReportExample & { readonly phase: string })[] = [];
  let [through, mailsInside, messagesLeft, stepsRefused, begun] = [0, 0, 0, 0, 0];
  for (const { script, phase, mails, left, steps } of meetingLedger.all()) {
    mailsInside += mails;
    messagesLeft += left;
    begun += 1;
    stepsRefused += Object.values(steps).filter(({ is }) => is === 'failed').length;
    if (phase === 'cleaned') through += 1;
    else if (waiting.length < WAITING) {
      const row = plan.rowByKey(script.key);
      if (row !== null) waiting.push({ ...example(row), phase });
    }
  }
  const sendings = meetingLedger.sendings();
  const messagesRemoved = [...meetingLedger.removals()].filter(({ isRemoved }) => isRemoved).length;
  return {
    ...{ living, through, notBegun: Math.max(0, living - begun), waiting, mailsInside, messagesLeft, messagesRemoved, stepsRefused },
    couldSendOutside: sendings.reduce((sum, { couldSendOutside }) => sum + couldSendOutside, 0),
    keptBack: sendings.reduce((sum, { refused }) => sum + refused, 0),
  };
}

interface HandOffInput {
  readonly mapping: MappingVersion;
  readonly snapshot: SnapshotReader;
  readonly directory: DirectoryStore;
  readonly plan: PlanReader;
}

/** What an administrator or the users themselves have to do: delegates and shares are lists, not writes. */
export function handOffReport({ mapping: version, snapshot, directory, plan }: HandOffInput): ReportHandOff {
  const { scope } = plan.info().sealed;
  const handOff = gatherHandOff({ version, snapshot, directory, scope, variant: 'on-premises', account: { name: '' } });
  return {
    delegates: handOff.delegates.map(({ owner, delegate, readWrite }) => ({ owner: owner.name, delegate: delegate.name, readWrite })),
    shares: handOff.shares.map(({ owner, sharee, calendar, readWrite }) => ({
      ...{ owner: owner.name, sharee: sharee.name, calendar, readWrite },
    })),
    rooms: handOff.rooms.map(({ mailbox, name, autoSchedule }) => ({ mailbox, name, autoSchedule: autoSchedule ?? '' })),
  };
}
