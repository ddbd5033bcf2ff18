import type { GivenSettings, Profile } from './settings.ts';

/**
 * What a profile is besides the version it shows. On premises sending is unlimited by default; Exchange Online takes tokens only, sends 30
 * messages a minute for a mailbox (more are late, not lost) to 10,000 recipients a day, and wants X-AnchorMailbox. `reversed` is a server
 * on which every assumption comes out the other way.
 */
export const PROFILES: Readonly<Record<Profile, GivenSettings>> = {
  Exchange2013: {},
  Exchange2016: {},
  Exchange2019: {},
  ExchangeSE: {},
  ExchangeOnline: {
    authentication: ['bearer'],
    anchorMailbox: 'require',
    messaging: { sendsPerMinute: 30, recipientsPerDay: 10_000 },
  },
  reversed: {
    duplicateUid: 'refuse',
    keepsMeetingProperties: false,
    messaging: { exceptionsTravel: false, namedPropertiesTravel: true },
    behaviour: {
      ...{ mimeContent: 'refused', ignores: ['Appointment:0x8229'], writtenResponses: 'kept', attendeeUpdates: 'reset-answers' },
      ...{ attendeeAppend: 'refused', updateOrder: 'times-first', occurrencesShowNamed: false, clientCopies: 'out-of-date' },
      answersInBatch: 'first',
    },
  },
};
