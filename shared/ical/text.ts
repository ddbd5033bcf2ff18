const BACKSLASH = 92;
const COMMA = 44;

/**
 * Unescapes TEXT (RFC 5545 §3.3.11), and the `\:` and `\"` that some clients write. A backslash before anything else was meant
 * as one.
 */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([nN\\,;:"])/g, (_, escaped: string) => (escaped === 'n' || escaped === 'N' ? '\n' : escaped));
}

/** Splits at commas that are not escaped. The parts are still escaped. */
export function splitList(text: string): readonly string[] {
  if (!text.includes('\\')) return text.split(',');
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === COMMA) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}
