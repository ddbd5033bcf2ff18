/** XML as template strings: a thousandth of what building a tree costs. Everything that is not ours goes through `escapeXml`. */

// XML 1.0 §2.2: no control characters, no lone surrogates, no U+FFFE/F; one of them makes Exchange refuse the whole batch.
const ILLEGAL =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const SPECIAL = /[&<>"\r]/g;
/** Most texts hold nothing but these, and one look is enough. */
const PLAIN = /^[\t\n !#-%'-;=?-~\u00A0-\uD7FF]*$/;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Text that is safe inside elements and attributes. Illegal characters are removed, not replaced. */
export function escapeXml(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(ILLEGAL, '').replace(SPECIAL, (character) => ENTITIES[character] ?? '');
}

/** `<t:name>value</t:name>`, the value escaped. */
export function element(name: string, value: string | number | boolean): string {
  return `<t:${name}>${typeof value === 'string' ? escapeXml(value) : String(value)}</t:${name}>`;
}
