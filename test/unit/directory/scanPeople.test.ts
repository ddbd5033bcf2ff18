import { describe, expect, it } from 'vitest';
import { Harvest } from '../../../shared/directory/harvest.ts';
import { scanPeople } from '../../../shared/directory/scanPeople.ts';
import { guid } from './people.ts';

const nobody = { isOrganizer: false, cn: '', email: '', cutype: '', memberOf: [] };

describe('scanning a text for people', () => {
  it.each([
    ['plain', 'ATTENDEE:mailto:ann@old.example', { value: 'mailto:ann@old.example' }],
    [
      'folded in the middle of a name',
      'ATTENDEE;CN=Ann Av\r\n ocet:mailto:ann@old.\r\n\texample',
      { cn: 'Ann Avocet', value: 'mailto:ann@old.example' },
    ],
    ['folded by bare line feeds', 'ATTENDEE;CN=A\n nn:mailto:a@b.example', { cn: 'Ann', value: 'mailto:a@b.example' }],
    [
      'with quoted colons, semicolons and commas',
      'ATTENDEE;CN="Avocet: Ann; Dr., x":mailto:a@b.example',
      { cn: 'Avocet: Ann; Dr., x', value: 'mailto:a@b.example' },
    ],
    ['encoded by RFC 6868', "ATTENDEE;CN=^'Ann^' ^^:mailto:a@b.example", { cn: '"Ann" ^', value: 'mailto:a@b.example' }],
    [
      'with everything',
      `attendee;cutype=room;EMAIL=eyrie@b.example;X-FOO="a";CN=Eyrie:urn:x-uid:${guid(9)}`,
      { cn: 'Eyrie', email: 'eyrie@b.example', cutype: 'ROOM', value: `urn:x-uid:${guid(9)}` },
    ],
    [
      'invited through two groups',
      'ATTENDEE;MEMBER="urn:x-uid:G1","urn:x-uid:G2":mailto:a@b.example',
      { memberOf: ['urn:x-uid:G1', 'urn:x-uid:G2'], value: 'mailto:a@b.example' },
    ],
    ['with damaged parameters', 'ATTENDEE;CN=;;=x;CN:mailto:a@b.example', { value: 'mailto:a@b.example' }],
  ])('reads a line %s', (_, line, expected) => {
    expect(scanPeople(`BEGIN:VEVENT\r\n${line}\r\nEND:VEVENT\r\n`)).toEqual([{ ...nobody, ...expected }]);
  });

  it('tells the organizer, and leaves out who only gets an alarm by mail', () => {
    const text = [
      'ORGANIZER:mailto:a@b.example',
      'BEGIN:VALARM',
      'ATTENDEE:mailto:alarm@b.example',
      'END:VALARM',
      'ATTENDEE:mailto:c@b.example',
    ];
    expect(scanPeople(text.join('\r\n')).map(({ isOrganizer, value }) => [isOrganizer, value])).toEqual([
      [true, 'mailto:a@b.example'],
      [false, 'mailto:c@b.example'],
    ]);
  });

  it('does not mistake other text for people', () => {
    expect(
      scanPeople('DESCRIPTION:ask the ATTENDEE:mailto:x@y.example\r\nATTENDEES:x\r\nX-ATTENDEE:y\r\nATTENDEE:\r\nATTENDEE;CN=x'),
    ).toEqual([]);
  });

  it('reads a megabyte of hostile text in no time', () => {
    const hostile = [
      `ATTENDEE;${'CN="'.repeat(100_000)}`,
      `ATTENDEE${';A=,'.repeat(200_000)}`,
      `ATTENDEE;CN=${'"a",'.repeat(200_000)}x`,
    ].join('\r\n');
    const started = performance.now();
    scanPeople(hostile);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('harvesting', () => {
  it('counts events once, whoever’s copy names somebody, and keeps what the lines say by frequency', () => {
    const harvest = new Harvest();
    const line = { ...nobody, value: `urn:x-uid:${guid(1)}`, cn: 'Ann', email: 'Ann@old.example' };
    harvest.addHome(guid(1));
    for (const uid of ['e1', 'e1', 'e2']) harvest.addPerson(line, uid);
    harvest.addPerson({ ...line, cn: 'Ann Avocet', isOrganizer: true }, 'e2');
    harvest.addOwnEvent(guid(1), 'e3');
    expect(harvest.addresses()).toEqual([
      {
        key: `uid:${guid(1)}`,
        address: { kind: 'principal', uid: guid(1) },
        cns: ['Ann', 'Ann Avocet'],
        emails: ['ann@old.example'],
        cutypes: [],
        events: 3,
        ownsHome: true,
        organizes: true,
        memberUids: [],
      },
    ]);
  });

  it('learns the members of a group from MEMBER and from the group table', () => {
    const harvest = new Harvest();
    harvest.addGroup(guid(20), 'Waders', [guid(2)]);
    harvest.addPerson({ ...nobody, value: `urn:x-uid:${guid(1)}`, memberOf: [`urn:x-uid:${guid(20)}`] }, 'e1');
    const group = harvest.addresses().find(({ key }) => key === `uid:${guid(20)}`);
    expect(group).toMatchObject({ cns: ['Waders'], cutypes: ['GROUP'], memberUids: [guid(1), guid(2)], events: 0 });
  });

  it('does not keep ten thousand names of one useless address, nor stand-in addresses', () => {
    const harvest = new Harvest();
    for (let number = 0; number < 10_000; number += 1)
      harvest.addPerson({ ...nobody, value: 'invalid:nomail', cn: `P${String(number)}` }, 'e');
    harvest.addPerson({ ...nobody, value: `urn:x-uid:${guid(9)}`, email: '2a2b@do_not_reply' }, 'e');
    const [other, room] = harvest.addresses();
    expect(other?.cns).toHaveLength(20);
    expect(room?.emails).toEqual([]);
  });
});
