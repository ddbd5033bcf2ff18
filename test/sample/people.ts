import { seededRandom } from './random.ts';

/** Somebody or something with a calendar on the old server. */
export interface Principal {
  readonly kind: 'user' | 'location' | 'resource' | 'group';
  readonly guid: string;
  readonly shortName: string;
  readonly name: string;
  /** '' for rooms and resources. */
  readonly email: string;
  readonly zone: string;
}

/** The whole of a small company; all invented. */
export interface Company {
  readonly people: readonly Principal[];
  readonly rooms: readonly Principal[];
  readonly projector: Principal;
  readonly group: Principal;
  readonly members: readonly Principal[];
  /** Whose account was deleted while the calendars stayed. */
  readonly gone: Principal;
}

const NAMES: readonly (readonly [string, string])[] = [
  ['Ada Brandt', 'Europe/Berlin'],
  ['Bruno Castell', 'Europe/Berlin'],
  ['Clara Döring', 'Europe/Berlin'],
  ['Dario Esposito', 'Europe/Rome'],
  ['Elin Forsberg', 'Europe/Stockholm'],
  ['Finn Gallagher', 'Europe/Dublin'],
  ['Greta Huber', 'Europe/Zurich'],
  ['Hugo Ibáñez', 'Europe/Madrid'],
  ['Ines Jansen', 'Europe/Amsterdam'],
  ['Jonas Keller', 'America/New_York'],
  ['Kaori Lindqvist', 'Asia/Tokyo'],
  ['Leo Moreau', 'America/Los_Angeles'],
];

const ASCII: Readonly<Record<string, string>> = { ö: 'oe', á: 'a', ñ: 'n' };

function shortNameOf(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z ]/g, (letter) => ASCII[letter] ?? '');
  const [first = '', last = ''] = plain.split(' ');
  return `${first.charAt(0)}${last}`;
}

/** The company of a seed. */
export function companyOf(seed: number): Company {
  const random = seededRandom(seed);
  const principal = (kind: Principal['kind'], name: string, zone: string, shortName = shortNameOf(name)): Principal => ({
    kind,
    guid: random.guid(),
    shortName,
    name,
    email: kind === 'user' ? `${shortName}@example.com` : '',
    zone,
  });
  const people = NAMES.map(([name, zone]) => principal('user', name, zone));
  const rooms = ['Room Curlew', 'Room Lapwing', 'Room Avocet'].map((name, index) =>
    principal('location', name, 'Europe/Berlin', `room${index + 1}`),
  );
  return {
    people,
    rooms,
    projector: principal('resource', 'Projector 1', 'Europe/Berlin', 'projector1'),
    group: principal('group', 'Design Team', 'Europe/Berlin', 'design'),
    members: people.slice(2, 6),
    gone: principal('user', 'Nora Olsen', 'Europe/Oslo'),
  };
}

/** The directory as a technician would export it. */
export function directoryCsv({ people, rooms, projector, group, members }: Company): string {
  const rows = [...people, ...rooms, projector].map(({ kind, guid, shortName, name, email }) =>
    [kind, guid, shortName, name, email, ''].join(','),
  );
  const memberList = members.map(({ guid }) => guid).join(' ');
  return [
    'type,guid,shortname,fullname,email,members',
    ...rows,
    ['group', group.guid, group.shortName, group.name, '', memberList].join(','),
    '',
  ].join('\n');
}

/** The server's own list of rooms and resources. */
export function resourcesXml({ rooms, projector }: Company): string {
  const records = [...rooms, projector].map(
    ({ kind, guid, shortName, name }) => `  <record type="${kind}">
    <uid>${guid}</uid>
    <guid>${guid}</guid>
    <short-name>${shortName}</short-name>
    <full-name>${name}</full-name>
  </record>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<directory realm="/Search">\n${records.join('\n')}\n</directory>\n`;
}
