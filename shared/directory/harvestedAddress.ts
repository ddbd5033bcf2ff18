import type { CalendarUserAddress } from '../domain/address.ts';

/** One address found in the calendar data, with what its lines say of it. Most frequent value first. */
export interface HarvestedAddress {
  /** `addressKey(address)`. */
  readonly key: string;
  readonly address: CalendarUserAddress;
  /** Values of CN. */
  readonly cns: readonly string[];
  /** Usable values of EMAIL, normalised. */
  readonly emails: readonly string[];
  /** Values of CUTYPE, upper case. */
  readonly cutypes: readonly string[];
  /** How many events (UIDs) name it. */
  readonly events: number;
  /** Owns an active home that holds something. */
  readonly ownsHome: boolean;
  readonly organizes: boolean;
  /** For groups: UIDs of those whose MEMBER parameter or group table row names it. */
  readonly memberUids: readonly string[];
}
