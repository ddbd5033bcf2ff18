/** Every rule that can decide a mapping row, in words for the operator. Stored in the rows; never renamed. */
export const MAPPING_RULES = {
  operator: 'Decided by the operator.',
  csv: 'Decided in an imported mapping file.',
  guid: 'The directory knows this GUID and one address inside.',
  'guid-ambiguous': 'The directory knows this GUID and several addresses inside; the first by domain was taken.',
  'guid-disabled': 'The directory knows this GUID, but the account is disabled.',
  'guid-swapped': 'The GUID was found with its first bytes in the other order, as wrongly converted Active Directory imports have it.',
  'target-export': 'The target’s own list of mailboxes names this address as primary.',
  'target-export-name': 'The target’s own list of mailboxes has an entry of the same short name.',
  harvest: 'Only the events name an address for this GUID.',
  'short-name': 'No address is known; guessed from the short name and the first accepted domain.',
  mailto: 'The address belongs to a principal, whose decision it follows.',
  'mailto-shared': 'Several principals share this address, so it stands for itself.',
  'short-name-record': 'The short name belongs to a principal, whose decision it follows.',
  'inside-domain': 'Nobody in the directory has this address, but its domain is inside.',
  'external-domain': 'The address’s domain is not inside.',
  'group-members': 'The group’s members were invited each by themselves; the group itself is not needed.',
  'group-address': 'The group’s members are unknown, but it has an address inside.',
  'no-address': 'The directory knows it, but no address inside.',
  'not-in-directory': 'Nothing but the calendar data knows it.',
  'unreadable-address': 'The address cannot be understood.',
} as const satisfies Record<string, string>;

export type MappingRule = keyof typeof MAPPING_RULES;

export function isMappingRule(rule: string): rule is MappingRule {
  return Object.hasOwn(MAPPING_RULES, rule);
}
