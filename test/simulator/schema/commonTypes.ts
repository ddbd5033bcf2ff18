import type { TypeTable } from './ContentModel.ts';

const ANY_PATH = 'FieldURI:FieldURI | IndexedFieldURI:IndexedFieldURI | ExtendedFieldURI:ExtendedFieldURI';
const ANY_SEARCH = `Exists:Path | Excludes:any | IsEqualTo:TwoOperands | IsNotEqualTo:TwoOperands | IsGreaterThan:TwoOperands
  | IsGreaterThanOrEqualTo:TwoOperands | IsLessThan:TwoOperands | IsLessThanOrEqualTo:TwoOperands | Contains:Contains | Not:Restriction
  | And:Searches | Or:Searches | Near:any | SearchExpression:any`;
const ANY_FOLDER = 'Folder:Folder | CalendarFolder:CalendarFolder | ContactsFolder:Folder | SearchFolder:any | TasksFolder:Folder';

/** Ids, paths, shapes, views, restrictions, folders, recurrences, headers (types.xsd). */
export const COMMON_TYPES: TypeTable = {
  StringContent: '= string',
  RequestServerVersion: '@Version!:ExchangeVersion',
  ExchangeImpersonation: 'ConnectingSID:ConnectingSID',
  ConnectingSID: '( PrincipalName:nonEmptyString | SID:nonEmptyString | PrimarySmtpAddress:nonEmptyString | SmtpAddress:nonEmptyString )',
  TimeZoneContext: 'TimeZoneDefinition:TimeZoneDefinition',
  TimeZoneDefinition: '@Id:string @Name:string Periods?:any TransitionsGroups?:any Transitions?:any',
  TimeZoneIds: 'Id+:string',

  ItemId: '@Id!:string @ChangeKey:string',
  OccurrenceItemId: '@RecurringMasterId!:string @ChangeKey:string @InstanceIndex!:int',
  RecurringMasterItemId: '@OccurrenceId!:string @ChangeKey:string',
  RecurringMasterItemIdRanges: '@Id!:string @ChangeKey:string Ranges?:OccurrenceRanges',
  OccurrenceRanges: 'Range+:OccurrenceRange',
  OccurrenceRange: '@Start:dateTime @End:dateTime @Count:int @CompareOriginalStartTime:boolean',
  ItemIds: `( ItemId:ItemId | OccurrenceItemId:OccurrenceItemId | RecurringMasterItemId:RecurringMasterItemId
    | RecurringMasterItemIdRanges:RecurringMasterItemIdRanges )+`,
  ItemIdsOnly: 'ItemId*:ItemId',
  FolderId: '@Id!:string @ChangeKey:string',
  DistinguishedFolderId: '@Id!:DistinguishedFolderName @ChangeKey:string Mailbox?:EmailAddressType',
  AddressListId: '@Id!:string',
  FolderIds: '( FolderId:FolderId | DistinguishedFolderId:DistinguishedFolderId )+',
  TargetFolderId: '( FolderId:FolderId | DistinguishedFolderId:DistinguishedFolderId | AddressListId:AddressListId )',
  AlternateIds: '( AlternateId:AlternateId | AlternatePublicFolderId:any | AlternatePublicFolderItemId:any )+',
  AlternateId: '@Format!:IdFormat @Id!:string @Mailbox!:nonEmptyString @IsArchive:boolean',

  FieldURI: '@FieldURI!:fieldUri',
  IndexedFieldURI: '@FieldURI!:DictionaryURI @FieldIndex!:string',
  ExtendedFieldURI: `@DistinguishedPropertySetId:DistinguishedPropertySet @PropertySetId:guid @PropertyTag:propertyTag @PropertyName:string
    @PropertyId:int @PropertyType!:MapiPropertyKind`,
  Path: `( ${ANY_PATH} )`,
  Paths: `( ${ANY_PATH} )+`,
  ItemResponseShape: `BaseShape:DefaultShapeNames IncludeMimeContent?:boolean BodyType?:BodyResponse UniqueBodyType?:BodyResponse
    NormalizedBodyType?:BodyResponse FilterHtmlContent?:boolean ConvertHtmlCodePageToUTF8?:boolean InlineImageUrlTemplate?:string
    BlockExternalImages?:boolean AddBlankTargetToLinks?:boolean MaximumBodySize?:int AdditionalProperties?:Paths`,
  FolderResponseShape: 'BaseShape:DefaultShapeNames AdditionalProperties?:Paths',
  IndexedPageView: '@MaxEntriesReturned:int @Offset!:int @BasePoint!:IndexBasePoint',
  FractionalPageView: '@MaxEntriesReturned:int @Numerator!:int @Denominator!:int',
  SeekToConditionPageView: '@MaxEntriesReturned:int @BasePoint!:IndexBasePoint Condition:Restriction',
  CalendarView: '@MaxEntriesReturned:int @StartDate!:dateTime @EndDate!:dateTime',
  SortOrder: 'FieldOrder+:FieldOrder',
  FieldOrder: `@Order!:SortDirection ( ${ANY_PATH} )`,
  Restriction: `( ${ANY_SEARCH} )`,
  Searches: `( ${ANY_SEARCH} )+`,
  TwoOperands: `( ${ANY_PATH} ) FieldURIOrConstant:FieldURIOrConstant`,
  FieldURIOrConstant: `( ${ANY_PATH} | Constant:Constant )`,
  Constant: '@Value!:string',
  Contains: `@ContainmentMode:ContainmentMode @ContainmentComparison:ContainmentComparison ( ${ANY_PATH} ) Constant:Constant`,

  Folder: `FolderId?:FolderId ParentFolderId?:FolderId FolderClass?:string DisplayName?:string TotalCount?:int ChildFolderCount?:int
    ExtendedProperty*:ExtendedProperty ManagedFolderInformation?:any EffectiveRights?:any DistinguishedFolderId?:string PolicyTag?:any
    ArchiveTag?:any ReplicaList?:any PermissionSet?:any UnreadCount?:int`,
  CalendarFolder: `FolderId?:FolderId ParentFolderId?:FolderId FolderClass?:string DisplayName?:string TotalCount?:int ChildFolderCount?:int
    ExtendedProperty*:ExtendedProperty ManagedFolderInformation?:any EffectiveRights?:any DistinguishedFolderId?:string PolicyTag?:any
    ArchiveTag?:any ReplicaList?:any SharingEffectiveRights?:string PermissionSet?:any`,
  Folders: `( ${ANY_FOLDER} )+`,
  FolderChanges: 'FolderChange+:FolderChange',
  FolderChange: '( FolderId:FolderId | DistinguishedFolderId:DistinguishedFolderId ) Updates:FolderUpdates',
  FolderUpdates: '( AppendToFolderField:FolderFieldValue | SetFolderField:FolderFieldValue | DeleteFolderField:Path )+',
  FolderFieldValue: `( ${ANY_PATH} ) ( ${ANY_FOLDER} )`,

  Recurrence: `( RelativeYearlyRecurrence:RelativeYearly | AbsoluteYearlyRecurrence:AbsoluteYearly | RelativeMonthlyRecurrence:RelativeMonthly
    | AbsoluteMonthlyRecurrence:AbsoluteMonthly | WeeklyRecurrence:Weekly | DailyRecurrence:Daily )
    ( NoEndRecurrence:NoEnd | EndDateRecurrence:EndDate | NumberedRecurrence:Numbered )`,
  Daily: 'Interval:int',
  Weekly: 'Interval:int DaysOfWeek:DaysOfWeek FirstDayOfWeek?:DayOfWeek',
  AbsoluteMonthly: 'Interval:int DayOfMonth:int',
  RelativeMonthly: 'Interval:int DaysOfWeek:DayOfWeek DayOfWeekIndex:DayOfWeekIndex',
  AbsoluteYearly: 'DayOfMonth:int Month:MonthName',
  RelativeYearly: 'DaysOfWeek:DayOfWeek DayOfWeekIndex:DayOfWeekIndex Month:MonthName',
  NoEnd: 'StartDate:date',
  EndDate: 'StartDate:date EndDate:date',
  Numbered: 'StartDate:date NumberOfOccurrences:int',

  SerializableTimeZone: 'Bias:int StandardTime:SerializableTimeZoneTime DaylightTime:SerializableTimeZoneTime',
  SerializableTimeZoneTime: 'Bias:int Time:string DayOrder:int Month:int DayOfWeek:DayOfWeek Year?:string',
  MailboxDataArray: 'MailboxData*:MailboxData',
  MailboxData: 'Email:PlainAddress AttendeeType:MeetingAttendee ExcludeConflicts?:boolean',
  PlainAddress: 'Name?:string Address:string RoutingType?:string',
  FreeBusyViewOptions: 'TimeWindow:TimeWindow MergedFreeBusyIntervalInMinutes?:int RequestedView?:FreeBusyViews',
  TimeWindow: 'StartTime:dateTime EndTime:dateTime',
  UploadedItems: 'Item+:UploadedItem',
  UploadedItem: '@CreateAction!:CreateAction @IsAssociated:boolean ParentFolderId:FolderId ItemId?:ItemId Data:base64Binary',
  UserConfigurationName: '@Name!:nonEmptyString extends TargetFolderId',
};
