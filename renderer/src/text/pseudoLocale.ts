import type { Message } from './message.ts';

const ACCENTS: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
  c: 'ç',
  n: 'ñ',
};

function stretch(text: string): string {
  const accented = text.replace(/\{\w+\}|[aeiouAEIOUcn]/g, (piece) => ACCENTS[piece] ?? piece);
  // A third longer, as German is; brackets show a text that was cut.
  return `[${accented}${'·'.repeat(Math.ceil(text.length / 3))}]`;
}

/** A language nobody speaks: shows texts that are not in the catalogue, cut, or glued together. */
export function pseudoMessage(message: Message): Message {
  return typeof message === 'string' ? stretch(message) : { one: stretch(message.one), other: stretch(message.other) };
}
