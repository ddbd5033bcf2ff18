import type { Body } from '../model/Item.ts';
import { escapeXml } from '../xml/xmlText.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': ' ', '&#39;': "'" };

/** The body as asked for. Exchange converts; what it makes of rich HTML is its own affair, the words stay. */
export function convertBody(body: Body, wanted: 'Best' | 'HTML' | 'Text'): Body {
  if (wanted === 'Best' || wanted === body.kind) return body;
  return wanted === 'HTML' ? { kind: 'HTML', text: htmlOf(body.text) } : { kind: 'Text', text: textOf(body.text) };
}

function htmlOf(text: string): string {
  const inner = escapeXml(text).replace(/\r?\n|&#xD;\n?/g, '<br>\r\n');
  return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body><div class="PlainText">${inner}</div></body></html>`;
}

function textOf(html: string): string {
  const words = html
    .replace(/<head\b[^]*?<\/head>/gi, '')
    .replace(/<br\s*\/?>\s*|<\/(p|div|tr|li)>\s*/gi, '\r\n')
    .replace(/<[^>]*>/g, '');
  return words.replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (entity) => ENTITIES[entity] ?? entity).trim();
}
