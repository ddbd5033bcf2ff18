import { normalizePrincipalUid } from '../../../shared/domain/address.ts';
import type { DirectoryRecord } from '../../../shared/domain/principal.ts';
import { textsOf } from './parseXml.ts';
import type { ParsedXml } from './parseXml.ts';
import type { ParsedRecords } from './readRecordTable.ts';

/** `Default`, `Location-Default`, `Resource-Default`, `User-Default`, `Group-Default` speak of nobody in particular (augments.dtd). */
const DEFAULTS = /(?:^|-)Default$/;

export function isAugmentsXml({ root }: ParsedXml): boolean {
  return root?.name === 'augments';
}

/** Reads how rooms and resources answer invitations. Says nothing of names and addresses. */
export function readAugmentsXml(xml: ParsedXml, origin: string): ParsedRecords {
  const records = (xml.root?.children ?? []).flatMap((element): DirectoryRecord[] => {
    const [uid] = textsOf(element, 'uid', 'guid');
    if (uid === undefined || DEFAULTS.test(uid)) return [];
    const mode = textsOf(element, 'auto-schedule-mode')[0] ?? null;
    return [
      {
        uid: normalizePrincipalUid(uid),
        kind: 'unknown',
        shortNames: [],
        fullName: '',
        emails: [],
        primaryEmail: null,
        memberUids: [],
        disabled: false,
        capacity: null,
        autoSchedule: mode === 'default' ? null : mode,
        source: 'augments.xml',
        origin,
      },
    ];
  });
  return { records, warnings: xml.errors.map((reason) => ({ where: 'XML', reason })) };
}
