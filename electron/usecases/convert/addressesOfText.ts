import { addressKey, normalizeEmail, parseCalendarUserAddress, type CalendarUserAddress } from '../../../shared/domain/address.ts';
import type { MappingTarget, MappingView } from '../../../shared/domain/mapping.ts';
import type { ICalObject } from '../../../shared/ical/model.ts';

interface Known {
  readonly email: string | null;
  readonly name: string;
}

function peopleOf(object: ICalObject): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const event of [...(object.master === null ? [] : [object.master]), ...object.overrides]) {
    for (const { name, parameters, values } of event.properties) {
      if (name !== 'ORGANIZER' && name !== 'ATTENDEE') continue;
      const address = parseCalendarUserAddress(values[0] ?? '');
      const key = addressKey(address);
      const email = address.kind === 'mail' ? address.email : normalizeEmail(parameters['EMAIL'] ?? '');
      known.set(key, { email: known.get(key)?.email ?? email, name: known.get(key)?.name || (parameters['CN'] ?? '') });
    }
  }
  return known;
}

/**
 * A mapping for single files, where nobody has mapped anything: each person is who their own line says, and inside.
 * `owner` is a principal UID or a mail address.
 */
export function mappingOfText(object: ICalObject, owner: string): MappingView {
  const known = peopleOf(object);
  const ownerEmail = normalizeEmail(owner);

  function emailOf(address: CalendarUserAddress, hint: string | undefined): string | null {
    if (address.kind === 'mail') return address.email;
    const found = known.get(addressKey(address))?.email ?? normalizeEmail(hint ?? '');
    if (found !== null) return found;
    if (address.kind !== 'principal') return null;
    if (address.uid === owner) return ownerEmail ?? `${owner.toLowerCase()}@owner.invalid`;
    return normalizeEmail(address.uid);
  }

  return {
    group: () => null,
    resolve: (address, hints): MappingTarget => {
      const email = emailOf(address, hints?.email);
      const name = hints?.cn ?? known.get(addressKey(address))?.name ?? '';
      if (email === null) return { state: 'unmapped', name, kind: 'unknown' };
      return { state: 'mapped', email, name: name === '' ? email : name, kind: 'unknown' };
    },
  };
}
