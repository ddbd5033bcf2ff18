import type { FaultAction } from '../../simulator/settings.ts';
import type { RequestKind } from './matrix.ts';

/** What else may be answered where somebody is written to: the operator has to act, or the next run tries again. */
export const REFUSALS: Readonly<Record<string, FaultAction>> = {
  'access denied': { kind: 'itemError', code: 'ErrorAccessDenied', chance: 1 },
  'mailbox full': { kind: 'itemError', code: 'ErrorQuotaExceeded', chance: 1 },
  'impersonation denied': { kind: 'soapFault', code: 'ErrorImpersonateUserDenied' },
  'directory away': { kind: 'soapFault', code: 'ErrorADUnavailable' },
  'bad gateway': { kind: 'http', status: 502, retryAfterSeconds: null },
};

/** Somebody else was at the item in the same moment: the write is made anew from what is there now. */
export const CONFLICTS: Readonly<Record<string, FaultAction>> = {
  conflict: { kind: 'itemError', code: 'ErrorIrresolvableConflict', chance: 1 },
};

/** Every kind of write that brings meetings to life. */
export const WRITES: Readonly<Record<string, RequestKind>> = {
  'create an item': { operation: 'CreateItem', containing: 'GodwitItemKey' },
  'change an occurrence': { operation: 'UpdateItem', containing: 'SendToNone"><m:ItemChanges><t:ItemChange><t:OccurrenceItemId' },
  'delete an occurrence': { operation: 'DeleteItem', containing: '<m:ItemIds><t:OccurrenceItemId' },
  'invite people': { operation: 'UpdateItem', containing: '>send people<' },
  'invite the room': { operation: 'UpdateItem', containing: '>send rooms<' },
  'send an occurrence': { operation: 'UpdateItem', containing: '>send-occurrence ' },
  answer: { operation: 'CreateItem', containing: 'ReferenceItemId' },
  'add somebody from outside': { operation: 'UpdateItem', containing: 'pat@customer.example' },
  'dress a copy': { operation: 'UpdateItem', containing: 'GodwitItemKey' },
  'remove messages': { operation: 'DeleteItem', containing: '<m:ItemIds><t:ItemId' },
  'leave or take a run mark': { operation: 'UpdateFolder' },
};

/** What is read in between. */
export const READS: Readonly<Record<string, RequestKind>> = {
  'read a run mark': { operation: 'GetFolder' },
  'list items': { operation: 'FindItem', containing: '<t:Exists>' },
  'find copies': { operation: 'FindItem', containing: 'calendar:MyResponseType' },
  'look for messages': { operation: 'FindItem', containing: 'Id="inbox"' },
  'read a meeting': { operation: 'GetItem', containing: 'calendar:MeetingRequestWasSent' },
  'read an item whole': { operation: 'GetItem', containing: 'item:Body' },
  'ask the address book': { operation: 'ResolveNames' },
};
