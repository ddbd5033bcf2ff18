import type { TypeTable } from './ContentModel.ts';

/** The requests the simulator answers, by the name of the element in the SOAP body (messages.xsd). */
export const REQUEST_TYPES: TypeTable = {
  CreateItem: `@MessageDisposition:MessageDisposition @SendMeetingInvitations:CreateOrDeleteOperation
    SavedItemFolderId?:TargetFolderId Items:NewItems`,
  GetItem: 'ItemShape:ItemResponseShape ItemIds:ItemIds',
  FindItem: `@Traversal!:ItemQueryTraversal ItemShape:ItemResponseShape
    ( IndexedPageItemView:IndexedPageView | FractionalPageItemView:FractionalPageView | SeekToConditionPageItemView:SeekToConditionPageView
    | CalendarView:CalendarView | ContactsView:any )?
    ( GroupBy:any | DistinguishedGroupBy:any )? Restriction?:Restriction SortOrder?:SortOrder ParentFolderIds:FolderIds QueryString?:QueryString`,
  UpdateItem: `@ConflictResolution!:ConflictResolution @MessageDisposition:MessageDisposition
    @SendMeetingInvitationsOrCancellations:UpdateOperation @SuppressReadReceipts:boolean
    SavedItemFolderId?:TargetFolderId ItemChanges:ItemChanges`,
  DeleteItem: `@DeleteType!:DisposalType @SendMeetingCancellations:CreateOrDeleteOperation @AffectedTaskOccurrences:AffectedTaskOccurrences
    @SuppressReadReceipts:boolean ItemIds:ItemIds`,
  MoveItem: 'ToFolderId:TargetFolderId ItemIds:ItemIds ReturnNewItemIds?:boolean',
  SendItem: '@SaveItemToFolder!:boolean ItemIds:ItemIds SavedItemFolderId?:TargetFolderId',
  GetFolder: 'FolderShape:FolderResponseShape FolderIds:FolderIds',
  FindFolder: `@Traversal!:FolderQueryTraversal FolderShape:FolderResponseShape
    ( IndexedPageFolderView:IndexedPageView | FractionalPageFolderView:FractionalPageView )? Restriction?:Restriction ParentFolderIds:FolderIds`,
  CreateFolder: 'ParentFolderId:TargetFolderId Folders:Folders',
  UpdateFolder: 'FolderChanges:FolderChanges',
  DeleteFolder: '@DeleteType!:DisposalType FolderIds:FolderIds',
  SyncFolderItems: `ItemShape:ItemResponseShape SyncFolderId:TargetFolderId SyncState?:string Ignore?:ItemIdsOnly
    MaxChangesReturned:syncChanges SyncScope?:SyncScope`,
  SyncFolderHierarchy: 'FolderShape:FolderResponseShape SyncFolderId?:TargetFolderId SyncState?:string',
  ResolveNames: `@ReturnFullContactData!:boolean @SearchScope:ResolveNamesSearchScope @ContactDataShape:DefaultShapeNames
    ParentFolderIds?:FolderIds UnresolvedEntry:nonEmptyString`,
  ExpandDL: 'Mailbox:EmailAddressType',
  GetServerTimeZones: '@ReturnFullTimeZoneData:boolean Ids?:TimeZoneIds',
  GetUserAvailabilityRequest: `t.TimeZone?:SerializableTimeZone MailboxDataArray:MailboxDataArray
    t.FreeBusyViewOptions?:FreeBusyViewOptions t.SuggestionsViewOptions?:any`,
  ConvertId: '@DestinationFormat!:IdFormat SourceIds:AlternateIds',
  GetUserConfiguration: 'UserConfigurationName:UserConfigurationName UserConfigurationProperties:string',
  CreateAttachment: 'ParentItemId:ItemId Attachments:Attachments',
  GetAttachment: 'AttachmentShape?:any AttachmentIds:AttachmentIds',
  DeleteAttachment: 'AttachmentIds:AttachmentIds',
  UploadItems: 'Items:UploadedItems',
  ExportItems: 'ItemIds:ItemIdsOnly',
  QueryString: '@ResetCache:boolean @ReturnHighlightTerms:boolean @ReturnDeletedItems:boolean = string',
};

/** What may stand in the SOAP header (types.xsd). */
export const HEADER_TYPES: Readonly<Record<string, string>> = {
  RequestServerVersion: 'RequestServerVersion',
  ExchangeImpersonation: 'ExchangeImpersonation',
  TimeZoneContext: 'TimeZoneContext',
  MailboxCulture: 'StringContent',
  DateTimePrecision: 'StringContent',
};
