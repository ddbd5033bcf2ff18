/**
 * The 16 bytes of an Active Directory objectGUID as text. The first three fields are little-endian ([MS-DTYP] §2.3.4.2); this is the form
 * Apple's connector hands out as GeneratedUID. Null when it is not 16 bytes.
 */
export function formatGuid(bytes: Uint8Array): string | null {
  if (bytes.length !== 16) return null;
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  const hex = order.map((index) => (bytes[index] ?? 0).toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-').toUpperCase();
}

/** The 16 bytes as Active Directory keeps them, for searching; null when it is no GUID. */
export function guidBytes(guid: string): Uint8Array | null {
  const hex = guid.replace(/-/g, '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) return null;
  const straight = Uint8Array.from({ length: 16 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
  return Uint8Array.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15], (index) => straight[index] ?? 0);
}
