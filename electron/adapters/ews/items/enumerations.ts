import type { Importance, LegacyFreeBusyStatus, ResponseType, Sensitivity } from '../../../../shared/ews/item.ts';

function among<T extends string>(values: readonly T[], fallback: T): (text: string | undefined) => T {
  return (text) => values.find((value) => value === text) ?? fallback;
}

/** EWS enumerations as read; an unknown or absent value is what Exchange itself means by silence. */
export const busyStatus = among<LegacyFreeBusyStatus>(['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere', 'NoData'], 'NoData');
export const sensitivity = among<Sensitivity>(['Normal', 'Personal', 'Private', 'Confidential'], 'Normal');
export const importance = among<Importance>(['Low', 'Normal', 'High'], 'Normal');
export const responseType = among<ResponseType>(
  ['Unknown', 'Organizer', 'Tentative', 'Accept', 'Decline', 'NoResponseReceived'],
  'Unknown',
);
export const itemType = among(['Single', 'Occurrence', 'Exception', 'RecurringMaster'] as const, 'Single');
