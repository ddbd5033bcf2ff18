import type { SealedContext } from '../../shared/domain/plan.ts';
import { ASSUMED_CAPABILITIES } from '../../shared/domain/targetCapabilities.ts';

/** The days the two expansions are compared on. */
export const FROM = '2020-01-01';
export const TO = '2028-11-20';
export const WINDOW = { from: Date.parse(FROM), to: Date.parse(TO) };

/** Where floating times lie. */
export const FLOATING_ZONE = 'Europe/Berlin';

/** A plan whose horizon is the window's end. */
export const CONTEXT: SealedContext = {
  asOf: '2026-11-20T00:00:00Z',
  cutOver: '2026-11-20T00:00:00Z',
  horizon: `${TO}T00:00:00Z`,
  meetings: 'silent',
  from: null,
  to: null,
  travelTime: { enabled: true, title: 'Travel time: {subject}', showAs: 'OOF' },
  defaultTimeZone: FLOATING_ZONE,
  mailboxTimeZones: {},
  responsesInBody: true,
  target: ASSUMED_CAPABILITIES,
};
