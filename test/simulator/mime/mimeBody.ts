import { ResponseError } from '../soap/ResponseError.ts';

/** The text/calendar body of a MIME message (RFC 2045): headers, an empty line, the body in its transfer encoding. */
export function mimeBody(base64: string): string {
  const message = Buffer.from(base64, 'base64').toString('utf8');
  const [, head = '', body = ''] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(message) ?? [];
  const headers = head.replace(/\r?\n[ \t]+/g, ' ');
  const header = (name: string): string => new RegExp(`^${name}:(.*)$`, 'im').exec(headers)?.[1]?.trim().toLowerCase() ?? '';
  if (!header('Content-Type').startsWith('text/calendar')) throw new ResponseError('ErrorMimeContentInvalid');
  switch (header('Content-Transfer-Encoding')) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    case '':
    case '7bit':
    case '8bit':
      return body;
    default:
      throw new ResponseError('ErrorMimeContentInvalid');
  }
}
