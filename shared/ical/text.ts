const BACKSLASH = 92;
const COMMA = 44;
/** What may follow a backslash. */
const ESCAPED = 'nN\\,;:"';

/**
 * The one copy of a short text that everybody may keep. Engines keep property keys once each and compare them by address; and what is
 * cut from a long text points into it, and would keep it alive.
 */
export function interned(text: string): string {
  const [key = text] = Object.keys({ [text]: true });
  return key;
}

/**
 * Unescapes TEXT (RFC 5545 §3.3.11), and the `\:` and `\"` that some clients write. A backslash before anything else was meant
 * as one.
 */
export function unescapeText(text: string): string {
  let backslash = text.indexOf('\\');
  if (backslash < 0) return text;
  let unescaped = '';
  let from = 0;
  while (backslash >= 0 && backslash + 1 < text.length) {
    const escaped = text[backslash + 1] ?? '';
    if (ESCAPED.includes(escaped)) {
      unescaped += text.slice(from, backslash) + (escaped === 'n' || escaped === 'N' ? '\n' : escaped);
      from = backslash + 2;
    }
    backslash = text.indexOf('\\', Math.max(from, backslash + 1));
  }
  return unescaped + text.slice(from);
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
