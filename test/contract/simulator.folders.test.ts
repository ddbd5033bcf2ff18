import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, codes, texts, within } from '../simulator/RawClient.ts';
import type { RawAnswer } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';

const ORG = 'org@example.test';
let simulator: SimulatorHandle;

beforeAll(async () => {
  simulator = await startSimulator({
    mailboxes: [
      { address: ORG, name: 'Olga Organizer' },
      { address: 'anna@example.test', name: 'Anna Guest' },
      { address: 'room@example.test', name: 'Annex Room', kind: 'room' },
    ],
    groups: [{ address: 'team@example.test', name: 'Team', members: [ORG, 'far@partner.test'] }],
    contacts: [{ address: 'far@partner.test', name: 'Far Away' }],
    accounts: [{ user: 'svc' }, { user: 'full', fullAccess: ['anna@example.test'] }],
    startTime: '2026-11-20T08:00:00Z',
  });
});
afterAll(() => simulator.stop());

const call = (body: string, mailbox = ORG): Promise<RawAnswer> => ask(simulator.url, body, { mailbox });
const folderIds = (answer: RawAnswer): readonly string[] =>
  answer.messages.flatMap((message) => within(message.element, 'FolderId').map((element) => element.attributes['Id'] ?? ''));
const distinguished = (name: string): string => `<t:DistinguishedFolderId Id="${name}"/>`;
const get = (ids: string, additional = '', base = 'IdOnly'): string =>
  `<m:GetFolder><m:FolderShape><t:BaseShape>${base}</t:BaseShape>${additional === '' ? '' : `<t:AdditionalProperties>${additional}</t:AdditionalProperties>`}</m:FolderShape><m:FolderIds>${ids}</m:FolderIds></m:GetFolder>`;
const createIn = (parent: string, folders: string): string =>
  `<m:CreateFolder><m:ParentFolderId>${parent}</m:ParentFolderId><m:Folders>${folders}</m:Folders></m:CreateFolder>`;

describe('folders', () => {
  it('are there from the start, each with its class, those missing say so', async () => {
    const names = ['msgfolderroot', 'calendar', 'inbox', 'sentitems', 'deleteditems', 'recoverableitemsdeletions', 'archiveroot'];
    const answer = await call(get(names.map(distinguished).join(''), make.fields('folder:DisplayName')));
    expect(codes(answer)).toEqual([...Array.from({ length: 6 }, () => 'NoError'), 'ErrorFolderNotFound']);
    expect(answer.messages[1]?.element.children.at(-1)?.children[0]?.name).toBe('CalendarFolder');
  });

  it('are opened with Full Access, and not without', async () => {
    const id =
      '<t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>anna@example.test</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>';
    const full = await ask(simulator.url, get(id), { user: 'full' });
    const none = await call(get(id));
    expect([codes(full), codes(none)]).toEqual([['NoError'], ['ErrorAccessDenied']]);
  });

  it('are made, found, marked, renamed and deleted', async () => {
    const folder = `<t:CalendarFolder><t:DisplayName>Trips</t:DisplayName>${make.namedProperty('run', 'r1')}</t:CalendarFolder>`;
    const created = await call(createIn(distinguished('calendar'), folder));
    const again = await call(createIn(distinguished('calendar'), folder.replace('Trips', 'TRIPS')));
    expect([codes(created), codes(again)]).toEqual([['NoError'], ['ErrorFolderExists']]);
    const id = `<t:FolderId Id="${folderIds(created)[0] ?? ''}"/>`;

    const find = (restriction: string): string =>
      `<m:FindFolder Traversal="Deep"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:Restriction>${restriction}</m:Restriction><m:ParentFolderIds>${distinguished('msgfolderroot')}</m:ParentFolderIds></m:FindFolder>`;
    const byMark = await call(find(`<t:Exists>${make.namedField('run')}</t:Exists>`));
    const byName = await call(
      find(
        `<t:IsEqualTo>${make.fields('folder:DisplayName')}<t:FieldURIOrConstant><t:Constant Value="Trips"/></t:FieldURIOrConstant></t:IsEqualTo>`,
      ),
    );
    expect([texts(byMark, 'DisplayName'), texts(byName, 'DisplayName')]).toEqual([['Trips'], ['Trips']]);

    const set = (path: string, inner: string): string =>
      `<t:SetFolderField>${path}<t:CalendarFolder>${inner}</t:CalendarFolder></t:SetFolderField>`;
    const updates =
      set(make.fields('folder:DisplayName'), '<t:DisplayName>Journeys</t:DisplayName>') +
      set(make.namedField('run'), make.namedProperty('run', 'r2'));
    const updated = await call(
      `<m:UpdateFolder><m:FolderChanges><t:FolderChange>${id}<t:Updates>${updates}</t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`,
    );
    const shown = await call(get(id, make.fields('folder:DisplayName', 'folder:FolderClass') + make.namedField('run')));
    expect([codes(updated), texts(shown, 'DisplayName'), texts(shown, 'FolderClass'), texts(shown, 'Value')]).toEqual([
      ...[['NoError'], ['Journeys'], ['IPF.Appointment'], ['r2']],
    ]);

    const remove = (target: string): string =>
      `<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds>${target}</m:FolderIds></m:DeleteFolder>`;
    const removed = [await call(remove(id)), await call(remove(id)), await call(remove(distinguished('calendar')))];
    expect(removed.map(codes)).toEqual([['NoError'], ['ErrorFolderNotFound'], ['ErrorDeleteDistinguishedFolder']]);
  });

  it('carry a heartbeat: a property on the calendar that only the newest reader may overwrite', async () => {
    const beat = (value: string, changeKey: string): string => {
      const field = `<t:SetFolderField>${make.namedField('beat')}<t:CalendarFolder>${make.namedProperty('beat', value)}</t:CalendarFolder></t:SetFolderField>`;
      const id = `<t:DistinguishedFolderId Id="calendar" ChangeKey="${changeKey}"/>`;
      return `<m:UpdateFolder><m:FolderChanges><t:FolderChange>${id}<t:Updates>${field}</t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`;
    };
    const changeKey = /ChangeKey="([^"]+)"/.exec((await call(get(distinguished('calendar')))).text)?.[1] ?? '';
    const answers = [await call(beat('first', changeKey)), await call(beat('second', changeKey))];
    expect(answers.map(codes)).toEqual([['NoError'], ['ErrorIrresolvableConflict']]);
    expect(texts(await call(get(distinguished('calendar'), make.namedField('beat'))), 'Value')).toEqual(['first']);
  });

  it('tell what is new, changed and gone since', async () => {
    const sync = (state: string): string =>
      `<m:SyncFolderItems>${make.shape()}<m:SyncFolderId>${distinguished('calendar')}</m:SyncFolderId>${state === '' ? '' : `<m:SyncState>${state}</m:SyncState>`}<m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>`;
    const state = (answer: RawAnswer): string => texts(answer, 'SyncState')[0] ?? '';
    const changes = (answer: RawAnswer): readonly string[] =>
      within(answer.messages[0]!.element, 'Changes').flatMap((one) => one.children.map((change) => change.name));
    const created = await call(make.createItems(['<t:Subject>a</t:Subject>', '<t:Subject>b</t:Subject>']));
    const ids = created.messages.flatMap((message) => within(message.element, 'ItemId').map((id) => id.attributes['Id'] ?? ''));
    const first = await call(sync(''));
    await call(make.updateItem(make.itemId(ids[0] ?? ''), make.setField('item:Subject', '<t:Subject>c</t:Subject>')));
    await call(make.deleteItems([make.itemId(ids[1] ?? '')]));
    const second = await call(sync(state(first)));
    const third = await call(sync(state(second)));
    expect([changes(first), changes(second), changes(third)]).toEqual([['Create', 'Create'], ['Update', 'Delete'], []]);
    expect(codes(await call(sync('nonsense')))).toEqual(['ErrorInvalidSyncStateData']);
  });
});

describe('the address book', () => {
  const resolve = (text: string): string =>
    `<m:ResolveNames ReturnFullContactData="true" SearchScope="ActiveDirectory"><m:UnresolvedEntry>${text}</m:UnresolvedEntry></m:ResolveNames>`;

  it.each([
    ['anna@example.test', 'Success', ['Anna Guest'], ['Mailbox']],
    ['smtp:far@partner.test', 'Success', ['Far Away'], ['Contact']],
    ['team', 'Success', ['Team'], ['PublicDL']],
    ['ann', 'Warning', ['Anna Guest', 'Annex Room'], ['Mailbox', 'Mailbox']],
    ['nobody@example.test', 'Error', [], []],
  ])('resolves %s: %s', async (text, responseClass, names, kinds) => {
    const answer = await call(resolve(text));
    expect([answer.messages[0]?.responseClass, texts(answer, 'Name'), texts(answer, 'MailboxType')]).toEqual([responseClass, names, kinds]);
  });

  it('opens groups one level', async () => {
    const expand = (address: string): string =>
      `<m:ExpandDL><m:Mailbox><t:EmailAddress>${address}</t:EmailAddress></m:Mailbox></m:ExpandDL>`;
    const [team, person] = [await call(expand('team@example.test')), await call(expand(ORG))];
    expect([texts(team, 'EmailAddress'), texts(team, 'MailboxType'), codes(person)]).toEqual([
      ...[[ORG, 'far@partner.test'], ['Mailbox', 'Contact'], ['ErrorNameResolutionNoResults']],
    ]);
  });
});

describe('time', () => {
  it('knows the zones of Windows, and their rules for those who ask', async () => {
    const all = await call('<m:GetServerTimeZones ReturnFullTimeZoneData="false"/>');
    const ids = '<m:Ids><t:Id>W. Europe Standard Time</t:Id><t:Id>Nowhere</t:Id></m:Ids>';
    const one = await call(`<m:GetServerTimeZones ReturnFullTimeZoneData="true">${ids}</m:GetServerTimeZones>`);
    expect(within(all.messages[0]!.element, 'TimeZoneDefinition').length).toBeGreaterThan(130);
    expect([texts(one, 'Month'), texts(one, 'Occurrence'), texts(one, 'TimeOffset')]).toEqual([
      ...[
        ['3', '10'],
        ['-1', '-1'],
        ['PT2H', 'PT3H'],
      ],
    ]);
  });

  it('tells who is busy, in the zone the client spells out', async () => {
    const item = (start: string, end: string, status: string): string =>
      `${make.times(start, end)}<t:LegacyFreeBusyStatus>${status}</t:LegacyFreeBusyStatus>`;
    const items = [
      item('2027-02-01T08:00:00Z', '2027-02-01T09:00:00Z', 'OOF'),
      item('2027-02-01T09:00:00Z', '2027-02-01T10:00:00Z', 'Busy'),
    ];
    await call(make.createItems(items), 'anna@example.test');
    const change = (bias: number, month: number): string =>
      `<t:Bias>${bias}</t:Bias><t:Time>02:00:00</t:Time><t:DayOrder>5</t:DayOrder><t:Month>${month}</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek>`;
    const zone = `<t:TimeZone><t:Bias>-60</t:Bias><t:StandardTime>${change(0, 10)}</t:StandardTime><t:DaylightTime>${change(-60, 3)}</t:DaylightTime></t:TimeZone>`;
    const mailbox = (address: string): string =>
      `<t:MailboxData><t:Email><t:Address>${address}</t:Address></t:Email><t:AttendeeType>Required</t:AttendeeType></t:MailboxData>`;
    const window = '<t:TimeWindow><t:StartTime>2027-02-01T08:00:00</t:StartTime><t:EndTime>2027-02-01T12:00:00</t:EndTime></t:TimeWindow>';
    const options = `<t:FreeBusyViewOptions>${window}<t:MergedFreeBusyIntervalInMinutes>60</t:MergedFreeBusyIntervalInMinutes><t:RequestedView>DetailedMerged</t:RequestedView></t:FreeBusyViewOptions>`;
    const body = `<m:GetUserAvailabilityRequest>${zone}<m:MailboxDataArray>${mailbox('anna@example.test')}${mailbox('no@example.test')}</m:MailboxDataArray>${options}</m:GetUserAvailabilityRequest>`;
    const answer = await call(body);
    const found = [...answer.text.matchAll(/<t:(MergedFreeBusy|StartTime|BusyType)>([^<]+)</g)].map((match) => match[2]);
    expect(found).toEqual(['0320', '2027-02-01T09:00:00', 'OOF', '2027-02-01T10:00:00', 'Busy']);
    expect(answer.text).toContain('ErrorMailRecipientNotFound');
  });
});

describe('odds and ends', () => {
  it('says whose an id is, and that no configuration is kept', async () => {
    const id = folderIds(await call(get(distinguished('calendar'))))[0] ?? '';
    const convert = `<m:ConvertId DestinationFormat="EwsId"><m:SourceIds><t:AlternateId Format="EwsId" Id="${id}" Mailbox="someone@example.test"/></m:SourceIds></m:ConvertId>`;
    const configuration = `<m:GetUserConfiguration><m:UserConfigurationName Name="OWA.UserOptions">${distinguished('root')}</m:UserConfigurationName><m:UserConfigurationProperties>Dictionary</m:UserConfigurationProperties></m:GetUserConfiguration>`;
    const [converted, missing] = [await call(convert), await call(configuration)];
    expect([codes(converted), converted.text.includes(`Mailbox="${ORG}"`), codes(missing)]).toEqual([
      ['NoError'],
      true,
      ['ErrorItemNotFound'],
    ]);
  });
});
