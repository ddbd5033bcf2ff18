const enumeration = (values: string): ((text: string) => boolean) => {
  const known = new Set(values.split(/\s+/));
  return (text) => known.has(text);
};
const list = (values: string): ((text: string) => boolean) => {
  const isMember = enumeration(values);
  return (text) => text.split(/\s+/).every((part) => part === '' || isMember(part));
};
const pattern =
  (expression: RegExp): ((text: string) => boolean) =>
  (text) =>
    expression.test(text);

const DATE = /^-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-]\d\d:\d\d)?$/;
const DATE_TIME =
  /^-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$|^-?\d{4,}-\d\d-\d\dT24:00:00(Z|[+-]\d\d:\d\d)?$/;
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday Day Weekday WeekendDay';

const FIELD_URI =
  /^(folder|item|message|sharingMessage|meeting|meetingRequest|calendar|task|contacts|distributionlist|postitem|conversation|person|persona|rolemember|network|abchperson|booking|insight):[A-Z][A-Za-z0-9]+$/;
/** The prefixes whose every name is known here; the others the simulator only recognises. */
const KNOWN_FIELDS: Readonly<Record<string, (name: string) => boolean>> = {
  folder: enumeration(`FolderId ParentFolderId DisplayName UnreadCount TotalCount ChildFolderCount FolderClass SearchParameters
    ManagedFolderInformation PermissionSet EffectiveRights SharingEffectiveRights DistinguishedFolderId PolicyTag ArchiveTag ReplicaList`),
  item: enumeration(`ItemId ParentFolderId ItemClass MimeContent Attachments Subject DateTimeReceived Size Categories HasAttachments Importance
    InReplyTo InternetMessageHeaders IsAssociated IsDraft IsFromMe IsResend IsSubmitted IsUnmodified DateTimeSent DateTimeCreated Body
    ResponseObjects Sensitivity ReminderDueBy ReminderIsSet ReminderNextTime ReminderMinutesBeforeStart DisplayTo DisplayCc DisplayBcc Culture
    EffectiveRights LastModifiedName LastModifiedTime ConversationId UniqueBody Flag StoreEntryId InstanceKey NormalizedBody
    EntityExtractionResult PolicyTag ArchiveTag RetentionDate Preview PredictedActionReasons IsClutter RightsManagementLicenseData BlockStatus
    HasBlockedImages WebClientReadFormQueryString WebClientEditFormQueryString TextBody IconIndex MimeContentUTF8 Mentions MentionedMe
    MentionsPreview MentionsEx Hashtags AppliedHashtags AppliedHashtagsPreview Likes LikesPreview PendingSocialActivityTagIds AtAllMention
    CanDelete InferenceClassification FirstBody`),
  calendar:
    enumeration(`Start End OriginalStart StartWallClock EndWallClock StartTimeZoneId EndTimeZoneId IsAllDayEvent LegacyFreeBusyStatus
    Location EnhancedLocation When IsMeeting IsCancelled IsRecurring MeetingRequestWasSent IsResponseRequested CalendarItemType MyResponseType
    Organizer RequiredAttendees OptionalAttendees Resources ConflictingMeetingCount AdjacentMeetingCount ConflictingMeetings AdjacentMeetings
    InboxReminders Duration TimeZone AppointmentReplyTime AppointmentSequenceNumber AppointmentState Recurrence FirstOccurrence LastOccurrence
    ModifiedOccurrences DeletedOccurrences MeetingTimeZone ConferenceType AllowNewTimeProposal IsOnlineMeeting MeetingWorkspaceUrl NetShowUrl
    UID RecurrenceId DateTimeStamp StartTimeZone EndTimeZone JoinOnlineMeetingUrl OnlineMeetingSettings IsOrganizer CalendarActivityData
    DoNotForwardMeeting`),
};

function isFieldUri(text: string): boolean {
  if (!FIELD_URI.test(text)) return false;
  const [prefix = '', name = ''] = text.split(':');
  return KNOWN_FIELDS[prefix]?.(name) ?? true;
}

const isBase64 = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/\s/g, ''));
const isInt = (text: string): boolean => /^[+-]?\d{1,10}$/.test(text) && Math.abs(Number(text)) <= 2_147_483_648;

/** Tests of text by type name: built-in types in lower case, Microsoft's enumerations in upper case. White space at the ends is cut. */
export const SIMPLE_TYPES: Readonly<Record<string, (text: string) => boolean>> = {
  string: () => true,
  nonEmptyString: (text) => text !== '',
  boolean: enumeration('true false 1 0'),
  int: isInt,
  syncChanges: (text) => isInt(text) && Number(text) >= 1 && Number(text) <= 512,
  dateTime: pattern(DATE_TIME),
  date: pattern(DATE),
  base64Binary: isBase64,
  guid: pattern(/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/),
  propertyTag: pattern(/^(0x[0-9A-Fa-f]{1,4}|\d{1,5})$/),
  fieldUri: isFieldUri,

  MessageDisposition: enumeration('SaveOnly SendOnly SendAndSaveCopy'),
  CreateOrDeleteOperation: enumeration('SendToNone SendOnlyToAll SendToAllAndSaveCopy'),
  UpdateOperation: enumeration('SendToNone SendOnlyToAll SendOnlyToChanged SendToAllAndSaveCopy SendToChangedAndSaveCopy'),
  ConflictResolution: enumeration('NeverOverwrite AutoResolve AlwaysOverwrite'),
  DisposalType: enumeration('HardDelete SoftDelete MoveToDeletedItems'),
  AffectedTaskOccurrences: enumeration('AllOccurrences SpecifiedOccurrenceOnly'),
  ItemQueryTraversal: enumeration('Shallow SoftDeleted Associated'),
  FolderQueryTraversal: enumeration('Shallow Deep SoftDeleted'),
  SyncScope: enumeration('NormalItems NormalAndAssociatedItems'),
  ResolveNamesSearchScope: enumeration('ActiveDirectory ActiveDirectoryContacts Contacts ContactsActiveDirectory'),
  DefaultShapeNames: enumeration('IdOnly Default AllProperties PcxPeopleSearch'),
  BodyResponse: enumeration('Best HTML Text'),
  BodyKind: enumeration('HTML Text'),
  IndexBasePoint: enumeration('Beginning End'),
  SortDirection: enumeration('Ascending Descending'),
  ContainmentMode: enumeration('FullString Prefixed Substring PrefixOnWords ExactPhrase'),
  ContainmentComparison: enumeration(
    'Exact IgnoreCase IgnoreNonSpacingCharacters Loose IgnoreCaseAndNonSpacingCharacters LooseAndIgnoreCase LooseAndIgnoreNonSpace LooseAndIgnoreCaseAndIgnoreNonSpace',
  ),
  CreateAction: enumeration('CreateNew Update UpdateOrCreate'),
  IdFormat: enumeration('EwsLegacyId EwsId EntryId HexEntryId StoreId OwaId'),
  Sensitivity: enumeration('Normal Personal Private Confidential'),
  Importance: enumeration('Low Normal High'),
  LegacyFreeBusy: enumeration('Free Tentative Busy OOF WorkingElsewhere NoData'),
  CalendarItemKind: enumeration('Single Occurrence Exception RecurringMaster'),
  ResponseType: enumeration('Unknown Organizer Tentative Accept Decline NoResponseReceived'),
  MailboxKind: enumeration('Unknown OneOff Mailbox PublicDL PrivateDL Contact PublicFolder GroupMailbox ImplicitContact'),
  MeetingAttendee: enumeration('Organizer Required Optional Room Resource'),
  DayOfWeek: enumeration(DAYS),
  DaysOfWeek: list(DAYS),
  DayOfWeekIndex: enumeration('First Second Third Fourth Last'),
  MonthName: enumeration('January February March April May June July August September October November December'),
  FreeBusyViews: list('None MergedOnly FreeBusy FreeBusyMerged Detailed DetailedMerged'),
  DistinguishedPropertySet: enumeration(
    'Meeting Appointment Common PublicStrings Address InternetHeaders CalendarAssistant UnifiedMessaging Task Sharing',
  ),
  MapiPropertyKind:
    enumeration(`ApplicationTime ApplicationTimeArray Binary BinaryArray Boolean CLSID CLSIDArray Currency CurrencyArray Double
    DoubleArray Error Float FloatArray Integer IntegerArray Long LongArray Null Object ObjectArray Short ShortArray SystemTime SystemTimeArray
    String StringArray`),
  DictionaryURI: enumeration(`item:InternetMessageHeader contacts:ImAddress contacts:PhysicalAddress:Street contacts:PhysicalAddress:City
    contacts:PhysicalAddress:State contacts:PhysicalAddress:CountryOrRegion contacts:PhysicalAddress:PostalCode contacts:PhoneNumber
    contacts:EmailAddress distributionlist:Members:Member`),
  DistinguishedFolderName: enumeration(`calendar contacts deleteditems drafts inbox journal notes outbox sentitems tasks msgfolderroot
    publicfoldersroot root junkemail searchfolders voicemail recoverableitemsroot recoverableitemsdeletions recoverableitemsversions
    recoverableitemspurges recoverableitemsdiscoveryholds archiveroot archivemsgfolderroot archivedeleteditems archiveinbox
    archiverecoverableitemsroot archiverecoverableitemsdeletions archiverecoverableitemsversions archiverecoverableitemspurges
    archiverecoverableitemsdiscoveryholds syncissues conflicts localfailures serverfailures recipientcache quickcontacts conversationhistory
    adminauditlogs todosearch mycontacts directory imcontactlist peopleconnect favorites mecontact personmetadata teamspaceactivity
    teamspacemessaging teamspaceworkitems scheduled orionnotes tagitems alltaggeditems externalcontacts teamchat teamchathistory yammerroot
    yammerinbound yammeroutbound yammerfeeds onedriveroot onedriverecylebin onedrivesystem onedrivevolume important starred archive`),
  ExchangeVersion: enumeration(`Exchange2007 Exchange2007_SP1 Exchange2009 Exchange2010 Exchange2010_SP1 Exchange2010_SP2 Exchange2012
    Exchange2013 Exchange2013_SP1 Exchange2015 Exchange2016 V2015_10_05 V2016_01_06 V2016_04_13 V2016_07_13 V2016_10_10 V2017_01_07
    V2017_04_14 V2017_07_11`),
};
