import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codes, itemIds, texts, within } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';
import { AT_NINE, BERLIN, ORG, WORLD, asOrganizer } from '../support/organizer.ts';

let simulator: SimulatorHandle;
beforeAll(async () => {
  simulator = await startSimulator(WORLD);
});
afterAll(() => simulator.stop());

const { call, create, show } = asOrganizer(() => simulator.url);

describe('creating', () => {
  it('answers item by item, in order, and stores the good ones', async () => {
    const bad = make.times('2026-12-07T09:00:00Z', '2026-12-07T08:00:00Z');
    const long = make.times('2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
    const answer = await call(
      make.createItems([`<t:Subject>one</t:Subject>${AT_NINE}`, bad, `<t:Subject>two</t:Subject>${AT_NINE}`, long]),
    );
    expect(codes(answer)).toEqual([
      ...['NoError', 'ErrorCalendarEndDateIsEarlierThanStartDate', 'NoError', 'ErrorCalendarDurationIsTooLong'],
    ]);
    const read = await call(
      make.getItems(
        itemIds(answer).map((id) => make.itemId(id)),
        make.fields('item:Subject'),
      ),
    );
    expect(texts(read, 'Subject')).toEqual(['one', 'two']);
  });

  it.each([
    ['Organizer', '<t:Organizer><t:Mailbox><t:EmailAddress>anna@example.test</t:EmailAddress></t:Mailbox></t:Organizer>'],
    ['MyResponseType', '<t:MyResponseType>Accept</t:MyResponseType>'],
    ['IsMeeting', '<t:IsMeeting>true</t:IsMeeting>'],
    ['MeetingRequestWasSent', '<t:MeetingRequestWasSent>true</t:MeetingRequestWasSent>'],
  ])('lets no client say %s', async (name, element) => {
    const answer = await call(make.createItems([element]));
    expect([codes(answer), answer.text.includes(`FieldURI="calendar:${name}"`)]).toEqual([['ErrorInvalidPropertySet'], true]);
  });

  it('insists on SendMeetingInvitations', async () => {
    expect(codes(await call(make.createItems([AT_NINE], { send: null })))).toEqual(['ErrorSendMeetingInvitationsRequired']);
  });

  it('keeps the UID and makes its identifier of it; two items may have the same', async () => {
    const uid = '9D6C8E2A-AAAA-4BBB-8CCC-000000000001';
    const [first, second] = [await create(`<t:UID>${uid}</t:UID>${AT_NINE}`), await create(`<t:UID>${uid}</t:UID>${AT_NINE}`)];
    const goid = '<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="35" PropertyType="Binary"/>';
    const answer = await call(
      make.getItems(
        [first, second].map((id) => make.itemId(id)),
        `${make.fields('calendar:UID')}${goid}`,
      ),
    );
    const value =
      'BAAAAIIA4AB0xbcQGoLgCAAAAAAAAAAAAAAAAAAAAAAAAAAAMQAAAHZDYWwtVWlkAQAAADlENkM4RTJBLUFBQUEtNEJCQi04Q0NDLTAwMDAwMDAwMDAwMQA=';
    expect([texts(answer, 'UID'), texts(answer, 'Value')]).toEqual([
      [uid, uid],
      [value, value],
    ]);
    const restriction = `<t:IsEqualTo>${goid}<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant></t:IsEqualTo>`;
    const found = await call(make.findItems(make.page(10), { restriction }));
    expect(itemIds(found)).toEqual([first, second]);
  });

  it('refuses a second item of one UID where it is set to', async () => {
    await simulator.change({ duplicateUid: 'refuse' });
    const answers = [
      await call(make.createItems([`<t:UID>only-one</t:UID>${AT_NINE}`])),
      await call(make.createItems([`<t:UID>only-one</t:UID>${AT_NINE}`])),
    ];
    await simulator.change({ duplicateUid: 'accept' });
    expect(answers.map(codes)).toEqual([['NoError'], ['ErrorItemSave']]);
  });

  it('ignores what a client says about answers, and makes the owner the organizer', async () => {
    const guest =
      '<t:Attendee><t:Mailbox><t:EmailAddress>anna@example.test</t:EmailAddress></t:Mailbox><t:ResponseType>Accept</t:ResponseType></t:Attendee>';
    const id = await create(`${AT_NINE}<t:RequiredAttendees>${guest}</t:RequiredAttendees>`);
    const answer = await call(
      make.getItems([make.itemId(id)], make.fields('calendar:RequiredAttendees', 'calendar:Organizer', 'calendar:IsMeeting')),
    );
    expect([texts(answer, 'ResponseType'), texts(answer, 'EmailAddress').toSorted(), texts(answer, 'IsMeeting')]).toEqual([
      ...[['Unknown'], ['anna@example.test', ORG], ['true']],
    ]);
    expect(await simulator.sent()).toEqual({ inside: [], outside: [] });
  });

  it('completes what is missing as Exchange does: reminder, busy, zone, identifier', async () => {
    const id = await create(`<t:Subject>${'x'.repeat(300)}</t:Subject>${AT_NINE}`);
    const shown = await show(id, [
      'item:Subject',
      'item:ReminderIsSet',
      'item:ReminderMinutesBeforeStart',
      'calendar:LegacyFreeBusyStatus',
      'calendar:UID',
      'calendar:CalendarItemType',
    ]);
    expect(shown).toMatchObject({
      ...{ Subject: 'x'.repeat(255), ReminderIsSet: 'true', ReminderMinutesBeforeStart: '15' },
      ...{ LegacyFreeBusyStatus: 'Busy', CalendarItemType: 'Single' },
    });
    expect(shown['UID']).toMatch(/^040000008200E00074C5B7101A82E008[0-9A-F]{80}$/);
  });

  it('stretches an all-day item to the midnights of its zone', async () => {
    const id = await create(`${make.times('2026-12-24T10:00:00Z', '2026-12-24T11:00:00Z')}<t:IsAllDayEvent>1</t:IsAllDayEvent>${BERLIN}`);
    expect(await show(id, ['calendar:Start', 'calendar:End', 'calendar:IsAllDayEvent'])).toEqual({
      ...{ Start: '2026-12-23T23:00:00Z', End: '2026-12-24T23:00:00Z', IsAllDayEvent: 'true' },
    });
  });

  it('reads a time without offset in the zone of the request', async () => {
    const id = await create(make.times('2026-12-07T09:00:00', '2026-12-07T10:00:00'), 'W. Europe Standard Time');
    expect(await show(id, ['calendar:Start'])).toEqual({ Start: '2026-12-07T08:00:00Z' });
  });

  it('refuses zones it does not know', async () => {
    expect(codes(await call(make.createItems([`${AT_NINE}${make.zones('Europe/Berlin')}`])))).toEqual(['ErrorCalendarInvalidTimeZone']);
  });
});

describe('extended properties', () => {
  const paths: readonly (readonly [string, string, string])[] = [
    ['PropertySetId="5f3e1a2b-0c4d-4e5f-8a9b-1c2d3e4f5a6b" PropertyName="key" PropertyType="String"', 'a < b', 'a < b'],
    ['DistinguishedPropertySetId="PublicStrings" PropertyName="n" PropertyType="Integer"', '-7', '-7'],
    ['DistinguishedPropertySetId="Common" PropertyId="34000" PropertyType="Boolean"', '1', 'true'],
    ['PropertyTag="0x0c1a" PropertyType="String"', 'tag', 'tag'],
    [
      'DistinguishedPropertySetId="PublicStrings" PropertyName="t" PropertyType="SystemTime"',
      '2026-12-07T09:00:00+01:00',
      '2026-12-07T08:00:00Z',
    ],
    ['DistinguishedPropertySetId="PublicStrings" PropertyName="b" PropertyType="Binary"', 'AAEC', 'AAEC'],
  ];

  it('come back typed and in canonical form', async () => {
    const properties = paths.map(
      ([path, value]) =>
        `<t:ExtendedProperty><t:ExtendedFieldURI ${path}/><t:Value>${value.replace('<', '&lt;')}</t:Value></t:ExtendedProperty>`,
    );
    const id = await create(`${properties.join('')}${AT_NINE}`);
    const answer = await call(make.getItems([make.itemId(id)], paths.map(([path]) => `<t:ExtendedFieldURI ${path}/>`).join('')));
    expect(texts(answer, 'Value')).toEqual(paths.map(([, , canonical]) => canonical));
  });

  it('hold arrays', async () => {
    const path = '<t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="list" PropertyType="StringArray"/>';
    const id = await create(
      `<t:ExtendedProperty>${path}<t:Values><t:Value>a</t:Value><t:Value>b</t:Value></t:Values></t:ExtendedProperty>${AT_NINE}`,
    );
    expect(texts(await call(make.getItems([make.itemId(id)], path)), 'Value')).toEqual(['a', 'b']);
  });

  it.each([
    ['PropertyTag="0x0c1a" PropertyName="x" PropertyType="String"', 'x', 'ErrorInvalidExtendedProperty'],
    ['PropertyName="x" PropertyType="String"', 'x', 'ErrorInvalidExtendedProperty'],
    ['PropertyTag="0x8001" PropertyType="String"', 'x', 'ErrorInvalidExtendedProperty'],
    ['DistinguishedPropertySetId="PublicStrings" PropertyName="n" PropertyType="Integer"', 'seven', 'ErrorInvalidExtendedPropertyValue'],
    [
      'DistinguishedPropertySetId="PublicStrings" PropertyName="n" PropertyType="Integer"',
      '3000000000',
      'ErrorInvalidExtendedPropertyValue',
    ],
    ['DistinguishedPropertySetId="PublicStrings" PropertyName="n" PropertyType="StringArray"', 'x', 'ErrorInvalidExtendedPropertyValue'],
  ])('%s = %s is %s', async (path, value, code) => {
    const item = `<t:ExtendedProperty><t:ExtendedFieldURI ${path}/><t:Value>${value}</t:Value></t:ExtendedProperty>${AT_NINE}`;
    expect(codes(await call(make.createItems([item])))).toEqual([code]);
  });
});

describe('updating', () => {
  const changeKeyOf = async (id: string): Promise<string> =>
    /ChangeKey="([^"]+)"/.exec((await call(make.getItems([make.itemId(id)]))).text)?.[1] ?? '';

  it('gives a new ChangeKey with every save and minds the old one where asked to', async () => {
    const id = await create(AT_NINE);
    const old = await changeKeyOf(id);
    const rename = make.setField('item:Subject', '<t:Subject>New</t:Subject>');
    const first = await call(make.updateItem(make.itemId(id, old), rename, { resolution: 'NeverOverwrite' }));
    const second = await call(make.updateItem(make.itemId(id, old), rename, { resolution: 'NeverOverwrite' }));
    const third = await call(make.updateItem(make.itemId(id, old), rename, { resolution: 'AlwaysOverwrite' }));
    const none = await call(make.updateItem(make.itemId(id), rename, { resolution: 'NeverOverwrite' }));
    const odd = await call(make.updateItem(make.itemId(id, 'AAAA'), rename));
    expect([first, second, third, none, odd].flatMap(codes)).toEqual([
      ...['NoError', 'ErrorIrresolvableConflict', 'NoError', 'ErrorChangeKeyRequired', 'ErrorInvalidChangeKey'],
    ]);
    expect(await changeKeyOf(id)).not.toBe(old);
  });

  it.each([
    ['another element than the path says', make.setField('item:Subject', '<t:Location>x</t:Location>'), 'ErrorUpdatePropertyMismatch'],
    [
      'two elements at once',
      make.setField('item:Subject', '<t:Subject>x</t:Subject><t:Location>x</t:Location>'),
      'ErrorIncorrectUpdatePropertyCount',
    ],
    [
      'what only the server may say',
      make.setField('calendar:MyResponseType', '<t:MyResponseType>Accept</t:MyResponseType>'),
      'ErrorInvalidPropertySet',
    ],
    ['the deletion of an id', `<t:DeleteItemField>${make.fields('item:ItemId')}</t:DeleteItemField>`, 'ErrorInvalidPropertyDelete'],
    [
      'appending to a subject',
      make.setField('item:Subject', '<t:Subject>x</t:Subject>').replaceAll('SetItemField', 'AppendToItemField'),
      'ErrorInvalidPropertyAppend',
    ],
    [
      'an end before the start',
      make.setField('calendar:End', '<t:End>2020-01-01T00:00:00Z</t:End>'),
      'ErrorCalendarEndDateIsEarlierThanStartDate',
    ],
  ])('refuses %s', async (_what, updates, code) => {
    const id = await create(AT_NINE);
    expect(codes(await call(make.updateItem(make.itemId(id), updates)))).toEqual([code]);
  });

  it('appends guests and text, deletes properties', async () => {
    const id = await create(
      `<t:Body BodyType="Text">a</t:Body>${make.namedProperty('key', 'v')}${AT_NINE}<t:Location>here</t:Location>${make.attendees('RequiredAttendees', ['anna@example.test'])}`,
    );
    const append = (uri: string, element: string): string => make.setField(uri, element).replaceAll('SetItemField', 'AppendToItemField');
    const updates = [
      append('calendar:RequiredAttendees', make.attendees('RequiredAttendees', ['guest@partner.test'])),
      append('item:Body', '<t:Body BodyType="Text">b</t:Body>'),
      `<t:DeleteItemField>${make.fields('calendar:Location')}</t:DeleteItemField><t:DeleteItemField>${make.namedField('key')}</t:DeleteItemField>`,
    ];
    expect(codes(await call(make.updateItem(make.itemId(id), updates.join(''))))).toEqual(['NoError']);
    const answer = await call(
      make.getItems(
        [make.itemId(id)],
        make.fields('calendar:RequiredAttendees', 'item:Body', 'calendar:Location') + make.namedField('key'),
      ),
    );
    expect([texts(answer, 'EmailAddress'), texts(answer, 'Body'), texts(answer, 'Location'), texts(answer, 'Value')]).toEqual([
      ...[['anna@example.test', 'guest@partner.test'], ['ab'], [], []],
    ]);
  });
});

describe('deleting and moving', () => {
  const inFolder = async (folder: string): Promise<readonly string[]> =>
    texts(
      await call(
        make.findItems(make.page(1000), { folder: `<t:DistinguishedFolderId Id="${folder}"/>`, additional: make.fields('item:Subject') }),
      ),
      'Subject',
    );

  it.each([
    ['HardDelete', []],
    ['SoftDelete', ['recoverableitemsdeletions']],
    ['MoveToDeletedItems', ['deleteditems']],
  ])('%s leaves the item in %j', async (type, where) => {
    const subject = `deleted by ${type}`;
    const id = await create(`<t:Subject>${subject}</t:Subject>${AT_NINE}`);
    const answers = [await call(make.deleteItems([make.itemId(id)], { type })), await call(make.deleteItems([make.itemId(id)], { type }))];
    const found: string[] = [];
    for (const folder of ['calendar', 'deleteditems', 'recoverableitemsdeletions'])
      if ((await inFolder(folder)).includes(subject)) found.push(folder);
    expect([answers.map(codes), found]).toEqual([[['NoError'], ['ErrorItemNotFound']], where]);
  });

  it('gives a moved item another id', async () => {
    const id = await create(`<t:Subject>moved</t:Subject>${AT_NINE}`);
    const answer = await call(
      `<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="deleteditems"/></m:ToFolderId><m:ItemIds>${make.itemId(id)}</m:ItemIds></m:MoveItem>`,
    );
    expect(itemIds(answer)[0]).not.toBe(id);
    expect(await inFolder('deleteditems')).toContain('moved');
  });
});

describe('attachments', () => {
  it('are stored with the item or later, and read back', async () => {
    const file = (name: string, content: string): string =>
      `<t:FileAttachment><t:Name>${name}</t:Name><t:Content>${Buffer.from(content).toString('base64')}</t:Content></t:FileAttachment>`;
    const id = await create(`<t:Attachments>${file('a.txt', 'first')}</t:Attachments>${AT_NINE}`);
    const added = await call(
      `<m:CreateAttachment><m:ParentItemId Id="${id}"/><m:Attachments>${file('b.txt', 'second')}</m:Attachments></m:CreateAttachment>`,
    );
    expect(codes(added)).toEqual(['NoError']);
    const shown = await call(make.getItems([make.itemId(id)], make.fields('item:Attachments', 'item:HasAttachments')));
    const ids = within(shown.messages[0]!.element, 'AttachmentId').map((element) => element.attributes['Id'] ?? '');
    const read = await call(
      `<m:GetAttachment><m:AttachmentIds>${ids.map((one) => `<t:AttachmentId Id="${one}"/>`).join('')}</m:AttachmentIds></m:GetAttachment>`,
    );
    expect([
      texts(shown, 'Name'),
      texts(shown, 'HasAttachments'),
      texts(read, 'Content').map((text) => Buffer.from(text, 'base64').toString()),
    ]).toEqual([...[['a.txt', 'b.txt'], ['true'], ['first', 'second']]]);
    expect(
      codes(
        await call(`<m:DeleteAttachment><m:AttachmentIds><t:AttachmentId Id="${ids[0] ?? ''}"/></m:AttachmentIds></m:DeleteAttachment>`),
      ),
    ).toEqual(['NoError']);
    expect(texts(await call(make.getItems([make.itemId(id)], make.fields('item:Attachments'))), 'Name')).toEqual(['b.txt']);
  });
});
