const GUID = /^([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})-([0-9A-F]{2})([0-9A-F]{2})-([0-9A-F]{2})([0-9A-F]{2})-(.+)$/;

/**
 * The same 16 bytes with the first three fields in the other byte order. Active Directory keeps them little-endian
 * ([MS-DTYP] §2.3.4.2), and some imports forgot it. Null when it is no GUID.
 */
export function swapGuidBytes(guid: string): string | null {
  const [, a, b, c, d, e, f, g, h, rest] = GUID.exec(guid) ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined) return null;
  if (f === undefined || g === undefined || h === undefined || rest === undefined) return null;
  return `${d}${c}${b}${a}-${f}${e}-${h}${g}-${rest}`;
}
