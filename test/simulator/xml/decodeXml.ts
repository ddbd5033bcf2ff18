import { XmlError } from './XmlError.ts';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|([A-Za-z]+));|&/g;

/** Text with its references resolved and its line ends as XML 1.0 §2.11 wants them. */
export function decodeXml(raw: string, offset: number): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (_found, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) {
      const known = NAMED[name];
      if (known === undefined) throw new XmlError(`Reference to undeclared entity '${name}'.`, offset);
      return known;
    }
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN);
    if (!isXmlCharacter(code)) throw new XmlError('An error occurred while parsing EntityName, or an invalid character.', offset);
    return String.fromCodePoint(code);
  });
}

function isXmlCharacter(code: number): boolean {
  if (code === 0x9 || code === 0xa || code === 0xd) return true;
  return (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
