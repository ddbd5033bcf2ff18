import { describe, expect, it } from 'vitest';
import { meetingProperties } from '../../../electron/adapters/ews/items/meetingProperties.ts';
import type { CreateRequest } from '../../../electron/ports/ExchangeTarget.ts';
import { globalObjectId } from '../../../shared/convert/derivedUid.ts';
import { calendarItem, createRequest } from '../../support/ewsItems.ts';

/** What the properties called 0x3 and 0x23 of the meeting set say, in hexadecimal. */
function objectIds(date: string | null): readonly string[] {
  const request = createRequest('key', calendarItem({ uid: 'abc', isOrganizer: false }), 'guest-copy');
  const silent: NonNullable<CreateRequest['silentCopy']> = {
    ...{ globalObjectId: globalObjectId('abc', date), sequence: 0, criticalChange: '2026-11-20T08:00:00Z' },
    ...{ route: 'properties', writesResponses: false },
  };
  const xml = meetingProperties({ ...request, silentCopy: silent });
  return [3, 0x23].map((id) => {
    const [, value = ''] = new RegExp(`PropertyId="${String(id)}" PropertyType="Binary"/><t:Value>([^<]*)`).exec(xml) ?? [];
    return Buffer.from(value, 'base64').toString('hex');
  });
}

describe('the GlobalObjectId of a guest’s silent copy', () => {
  it('is the same in both properties for a whole series', () => {
    expect(objectIds(null)).toEqual([globalObjectId('abc'), globalObjectId('abc')]);
  });

  it('names the day of a single instance, and the clean one does not', () => {
    expect(objectIds('2027-06-08')).toEqual([globalObjectId('abc', '2027-06-08'), globalObjectId('abc')]);
    expect(globalObjectId('abc', '2027-06-08')).not.toBe(globalObjectId('abc'));
  });
});
