import type { ResponseType } from '../../ews/item.ts';

/** PARTSTAT (RFC 5545 §3.2.12) in Exchange's words. Exchange knows no delegation: such a guest has not answered. */
const RESPONSES: Readonly<Record<string, ResponseType>> = {
  ACCEPTED: 'Accept',
  TENTATIVE: 'Tentative',
  DECLINED: 'Decline',
  'NEEDS-ACTION': 'NoResponseReceived',
  DELEGATED: 'NoResponseReceived',
  '': 'NoResponseReceived',
};

export interface Answer {
  readonly response: ResponseType;
  readonly isKnown: boolean;
}

/** The answer behind a PARTSTAT value; what the standard does not know counts as not answered. */
export function responseType(partstat: string): Answer {
  const response = RESPONSES[partstat.trim().toUpperCase()];
  return response === undefined ? { response: 'NoResponseReceived', isKnown: false } : { response, isKnown: true };
}

/** Words for the body, where people and not programs read the answer. */
export const RESPONSE_WORDS: Readonly<Record<ResponseType, string>> = {
  Accept: 'accepted',
  Tentative: 'tentative',
  Decline: 'declined',
  NoResponseReceived: 'no answer',
  Unknown: 'no answer',
  Organizer: 'organizer',
};
