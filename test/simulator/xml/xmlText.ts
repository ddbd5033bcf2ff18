const SPECIAL = /[&<>"\r]|[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };

/** Text for an element or a double-quoted attribute; characters XML 1.0 forbids are left out, as Exchange leaves them out. */
export function escapeXml(text: string): string {
  return text.replace(SPECIAL, (found) => ESCAPES[found] ?? '');
}

/** `<t:Name>value</t:Name>`; nothing for a value that is not there. */
export function t(name: string, value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  return `<t:${name}>${typeof value === 'string' ? escapeXml(value) : String(value)}</t:${name}>`;
}

/** xs:dateTime in UTC, to the second, as Exchange prints it. */
export function dateTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
