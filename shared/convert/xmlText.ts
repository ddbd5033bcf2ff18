/**
 * What XML 1.0 cannot say in any form: control characters other than tab and line ends, lone surrogates, U+FFFE and U+FFFF. One of
 * them makes Exchange refuse the whole request, with every other item in it (https://www.w3.org/TR/xml/#charsets).
 */
const ILLEGAL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Nearly every text has none of these: one look is enough. */
const SUSPICIOUS = /[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/;
const UNUSUAL = /[\u0000-\u001f\u0085\u2028\u2029\ud800-\udfff\ufffe\uffff]/;
const BROKEN = /[\n\t\u0085\u2028\u2029]/;

/** Neither line ends nor anything else to clean: nearly every text of one line. */
export function isPlainText(text: string): boolean {
  return !UNUSUAL.test(text);
}

/** The text without the characters XML cannot carry, line ends as a single \n. */
export function cleanText(text: string): string {
  return !SUSPICIOUS.test(text) ? text : text.replace(ILLEGAL, '').replace(/\r\n?/g, '\n');
}

/** One line: line ends and tabs become blanks (or `joint`), outer blanks go. */
export function cleanLine(text: string, joint = ' '): string {
  const cleaned = cleanText(text);
  if (!BROKEN.test(cleaned)) return cleaned.trim();
  return cleaned
    .split(/[\n\t\u0085\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(joint);
}

/** Cuts at `longest` UTF-16 units without cutting a pair in two. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** Text as it must stand inside an HTML body. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\n/g, '<br>\n');
}
