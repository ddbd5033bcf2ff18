import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { daysAround } from './days.ts';
import { storeMeeting, type MeetingContext } from './meetings.ts';
import { companyOf, directoryCsv, resourcesXml, type Company, type Principal } from './people.ts';
import { seededRandom } from './random.ts';
import type { SampleSummary } from './sampleCompany.ts';
import { SampleDatabase } from './SampleDatabase.ts';

type Meeting = Parameters<typeof storeMeeting>[3];

/** A meeting to store: who organizes it, when it is, and what it is, told the people it can have. */
export interface SampleMeeting {
  readonly organizer: number;
  readonly day: number;
  readonly title: string;
  readonly meeting: (context: MeetingContext) => Meeting;
}

const AS_OF = '2026-11-20T00:00:00Z';

/** The first `people` of the company, with one room; the group is those of its members who are among them. */
function smallCompany(seed: number, people: number): Company {
  const company = companyOf(seed);
  const chosen = company.people.slice(0, people);
  const isHere = (member: Principal): boolean => chosen.includes(member);
  return { ...company, people: chosen, rooms: company.rooms.slice(0, 1), members: company.members.filter(isHere) };
}

/** Writes a dump of nothing but these meetings, of a company of that many people. */
export function writeMeetingsSample(
  path: string,
  { people, meetings, seed = 1 }: { readonly people: number; readonly meetings: readonly SampleMeeting[]; readonly seed?: number },
): SampleSummary {
  const company = smallCompany(seed, people);
  const days = daysAround(AS_OF);
  const random = seededRandom(seed + 1);
  const database = new SampleDatabase(days, random);
  const homes = new Map([...company.people, ...company.rooms, company.projector].map((one) => [one.guid, database.home(one)]));
  const [room] = company.rooms;
  let objects = 0;
  for (const { organizer: index, day, title, meeting } of meetings) {
    const organizer = company.people[index];
    if (organizer === undefined || room === undefined) throw new Error(`no person ${String(index)}`);
    const others = [...company.people.slice(index + 1), ...company.people.slice(0, index)];
    const time = { days, day, hour: 8 + random.below(9), zone: organizer.zone };
    const context = { ...time, uid: random.guid(), title, company, organizer, others, room };
    objects += storeMeeting(database, homes, context, meeting(context));
  }
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const directoryPath = join(folder, 'directory.csv');
  const resourcesPath = join(folder, 'resources.xml');
  writeFileSync(path, database.dump());
  writeFileSync(directoryPath, directoryCsv(company));
  writeFileSync(resourcesPath, resourcesXml(company));
  const attachmentsPath = join(folder, 'Attachments');
  const paths = { path, directoryPath, resourcesPath, attachmentsPath };
  return { ...paths, asOf: AS_OF, company, objects, meetings: meetings.length, kinds: { meeting: objects } };
}
