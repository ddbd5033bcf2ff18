import type { TypeTable } from './ContentModel.ts';

const ANY_ITEM = `Item:Item | Message:Message | SharingMessage:any | CalendarItem:CalendarItem | Contact:any | DistributionList:any
  | MeetingMessage:any | MeetingRequest:any | MeetingResponse:any | MeetingCancellation:any | Task:any | PostItem:any | RoleMember:any
  | Network:any | Person:any`;

/** Items (types.xsd). The order is Exchange's own and it insists on it. */
export const ITEM_TYPES: TypeTable = {
  NewItems: `( ${ANY_ITEM} | ReplyToItem:any | ForwardItem:any | ReplyAllToItem:any | AcceptItem:MeetingRegistration
    | TentativelyAcceptItem:MeetingRegistration | DeclineItem:MeetingRegistration | CancelCalendarItem:SmartResponse | RemoveItem:RemoveItem
    | SuppressReadReceipt:any | PostReplyItem:any | AcceptSharingInvitation:any | ProposeNewTime:any | AddItemToMyCalendar:any | Booking:any )+`,
  Item: `MimeContent?:MimeContent ItemId?:ItemId ParentFolderId?:FolderId ItemClass?:string Subject?:string Sensitivity?:Sensitivity
    Body?:Body Attachments?:Attachments DateTimeReceived?:dateTime Size?:int Categories?:Strings Importance?:Importance InReplyTo?:string
    IsSubmitted?:boolean IsDraft?:boolean IsFromMe?:boolean IsResend?:boolean IsUnmodified?:boolean InternetMessageHeaders?:any
    DateTimeSent?:dateTime DateTimeCreated?:dateTime ResponseObjects?:any ReminderDueBy?:dateTime ReminderIsSet?:boolean
    ReminderNextTime?:dateTime ReminderMinutesBeforeStart?:int DisplayCc?:string DisplayTo?:string DisplayBcc?:string HasAttachments?:boolean
    ExtendedProperty*:ExtendedProperty Culture?:string EffectiveRights?:any LastModifiedName?:string LastModifiedTime?:dateTime
    IsAssociated?:boolean WebClientReadFormQueryString?:string WebClientEditFormQueryString?:string ConversationId?:ItemId UniqueBody?:Body
    Flag?:any StoreEntryId?:base64Binary InstanceKey?:base64Binary NormalizedBody?:Body EntityExtractionResult?:any PolicyTag?:any
    ArchiveTag?:any RetentionDate?:dateTime Preview?:string RightsManagementLicenseData?:any PredictedActionReasons?:any IsClutter?:boolean
    BlockStatus?:boolean HasBlockedImages?:boolean TextBody?:Body IconIndex?:string SearchKey?:base64Binary SortKey?:int Hashtags?:Strings
    Mentions?:Recipients MentionedMe?:boolean MentionsPreview?:any MentionsEx?:any AppliedHashtags?:any AppliedHashtagsPreview?:any Likes?:any
    LikesPreview?:any PendingSocialActivityTagIds?:Strings AtAllMention?:boolean CanDelete?:boolean InferenceClassification?:string`,
  CalendarItem: `extends Item UID?:string RecurrenceId?:dateTime DateTimeStamp?:dateTime Start?:dateTime End?:dateTime OriginalStart?:dateTime
    IsAllDayEvent?:boolean LegacyFreeBusyStatus?:LegacyFreeBusy Location?:string When?:string IsMeeting?:boolean IsCancelled?:boolean
    IsRecurring?:boolean MeetingRequestWasSent?:boolean IsResponseRequested?:boolean CalendarItemType?:CalendarItemKind
    MyResponseType?:ResponseType Organizer?:SingleRecipient RequiredAttendees?:Attendees OptionalAttendees?:Attendees Resources?:Attendees
    InboxReminders?:any ConflictingMeetingCount?:int AdjacentMeetingCount?:int ConflictingMeetings?:any AdjacentMeetings?:any Duration?:string
    TimeZone?:string AppointmentReplyTime?:dateTime AppointmentSequenceNumber?:int AppointmentState?:int Recurrence?:Recurrence
    FirstOccurrence?:OccurrenceInfo LastOccurrence?:OccurrenceInfo ModifiedOccurrences?:OccurrenceInfos DeletedOccurrences?:DeletedOccurrences
    MeetingTimeZone?:any StartTimeZone?:TimeZoneDefinition EndTimeZone?:TimeZoneDefinition ConferenceType?:int AllowNewTimeProposal?:boolean
    IsOnlineMeeting?:boolean MeetingWorkspaceUrl?:string NetShowUrl?:string EnhancedLocation?:any StartWallClock?:dateTime
    EndWallClock?:dateTime StartTimeZoneId?:string EndTimeZoneId?:string IntendedFreeBusyStatus?:LegacyFreeBusy JoinOnlineMeetingUrl?:string
    OnlineMeetingSettings?:any IsOrganizer?:boolean CalendarActivityData?:any DoNotForwardMeeting?:boolean`,
  Message: `extends Item Sender?:SingleRecipient ToRecipients?:Recipients CcRecipients?:Recipients BccRecipients?:Recipients
    IsReadReceiptRequested?:boolean IsDeliveryReceiptRequested?:boolean ConversationIndex?:base64Binary ConversationTopic?:string
    From?:SingleRecipient InternetMessageId?:string IsRead?:boolean IsResponseRequested?:boolean References?:string ReplyTo?:Recipients
    ReceivedBy?:SingleRecipient ReceivedRepresenting?:SingleRecipient ApprovalRequestData?:any VotingInformation?:any ReminderMessageData?:any
    MessageSafety?:any SenderSMTPAddress?:string MailboxGuids?:any PublishedCalendarItemIcs?:string PublishedCalendarItemName?:string`,
  MeetingMessage: `extends Message AssociatedCalendarItemId?:ItemId IsDelegated?:boolean IsOutOfDate?:boolean HasBeenProcessed?:boolean
    ResponseType?:ResponseType UID?:string RecurrenceId?:dateTime DateTimeStamp?:dateTime IsOrganizer?:boolean`,
  MeetingRequest: `extends MeetingMessage MeetingRequestType?:string IntendedFreeBusyStatus?:LegacyFreeBusy Start?:dateTime End?:dateTime
    OriginalStart?:dateTime IsAllDayEvent?:boolean LegacyFreeBusyStatus?:LegacyFreeBusy Location?:string When?:string IsMeeting?:boolean
    IsCancelled?:boolean IsRecurring?:boolean MeetingRequestWasSent?:boolean CalendarItemType?:CalendarItemKind MyResponseType?:ResponseType
    Organizer?:SingleRecipient RequiredAttendees?:Attendees OptionalAttendees?:Attendees Resources?:Attendees ConflictingMeetingCount?:int
    AdjacentMeetingCount?:int ConflictingMeetings?:any AdjacentMeetings?:any Duration?:string TimeZone?:string AppointmentReplyTime?:dateTime
    AppointmentSequenceNumber?:int AppointmentState?:int Recurrence?:Recurrence FirstOccurrence?:OccurrenceInfo LastOccurrence?:OccurrenceInfo
    ModifiedOccurrences?:OccurrenceInfos DeletedOccurrences?:DeletedOccurrences MeetingTimeZone?:any StartTimeZone?:TimeZoneDefinition
    EndTimeZone?:TimeZoneDefinition ConferenceType?:int AllowNewTimeProposal?:boolean IsOnlineMeeting?:boolean MeetingWorkspaceUrl?:string
    NetShowUrl?:string`,
  MeetingResponse: 'extends MeetingMessage Start?:dateTime End?:dateTime Location?:string Recurrence?:Recurrence CalendarItemType?:string',
  MeetingCancellation:
    'extends MeetingMessage Start?:dateTime End?:dateTime Location?:string Recurrence?:Recurrence CalendarItemType?:string',
  MeetingRegistration: `@ObjectName:string ItemClass?:string Sensitivity?:Sensitivity Body?:Body Attachments?:any InternetMessageHeaders?:any
    Sender?:SingleRecipient ToRecipients?:Recipients CcRecipients?:Recipients BccRecipients?:Recipients IsReadReceiptRequested?:boolean
    IsDeliveryReceiptRequested?:boolean From?:SingleRecipient ReferenceItemId?:ItemId ProposedStart?:dateTime ProposedEnd?:dateTime`,
  SmartResponse: `Subject?:string Body?:Body ToRecipients?:Recipients CcRecipients?:Recipients BccRecipients?:Recipients
    IsReadReceiptRequested?:boolean IsDeliveryReceiptRequested?:boolean From?:SingleRecipient ReferenceItemId?:ItemId NewBodyContent?:Body`,
  RemoveItem: 'extends Message ReferenceItemId?:ItemId',
  Attachments: '( ItemAttachment:any | FileAttachment:FileAttachment | ReferenceAttachment:any )+',
  FileAttachment: `AttachmentId?:AttachmentId Name?:string ContentType?:string ContentId?:string ContentLocation?:string
    AttachmentOriginalUrl?:string Size?:int LastModifiedTime?:dateTime IsInline?:boolean IsContactPhoto?:boolean Content?:base64Binary`,
  AttachmentIds: 'AttachmentId+:AttachmentId',
  AttachmentId: '@Id!:string @RootItemId:string @RootItemChangeKey:string',
  MimeContent: '@CharacterSet:string = string',
  Body: '@BodyType!:BodyKind @IsTruncated:boolean = string',
  Strings: 'String*:string',
  Recipients: 'Mailbox*:EmailAddressType',
  SingleRecipient: 'Mailbox:EmailAddressType',
  EmailAddressType: `Name?:string EmailAddress?:nonEmptyString RoutingType?:nonEmptyString MailboxType?:MailboxKind ItemId?:ItemId
    OriginalDisplayName?:string`,
  Attendees: 'Attendee+:Attendee',
  Attendee: 'Mailbox:EmailAddressType ResponseType?:ResponseType LastResponseTime?:dateTime ProposedStart?:dateTime ProposedEnd?:dateTime',
  ExtendedProperty: 'ExtendedFieldURI:ExtendedFieldURI ( Value:string | Values:PropertyValues )',
  PropertyValues: 'Value+:string',
  OccurrenceInfo: 'ItemId:ItemId Start:dateTime End:dateTime OriginalStart:dateTime',
  OccurrenceInfos: 'Occurrence+:OccurrenceInfo',
  DeletedOccurrences: 'DeletedOccurrence+:DeletedOccurrence',
  DeletedOccurrence: 'Start:dateTime',
  ItemChanges: 'ItemChange+:ItemChange',
  ItemChange: `( ItemId:ItemId | OccurrenceItemId:OccurrenceItemId | RecurringMasterItemId:RecurringMasterItemId ) Updates:ItemUpdates
    CalendarActivityData?:any`,
  ItemUpdates: '( AppendToItemField:ItemFieldValue | SetItemField:ItemFieldValue | DeleteItemField:Path )+',
  ItemFieldValue: `extends Path ( ${ANY_ITEM} )`,
};
