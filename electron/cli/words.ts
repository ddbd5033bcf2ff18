import { table } from './output.ts';

/** `1 item`, `2 items`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** Names of figures where they are no words yet; JSON lines keep the names. */
const FIGURES: Readonly<Record<string, string>> = {
  adopted: 'found written already',
  couldSendOutside: 'requests that could mail outside',
  distinctTextBytes: 'bytes of distinct texts',
  distinctTexts: 'distinct texts',
  failed: 'refused by Exchange',
  mailsInside: 'mails sent inside',
  messagesLeft: 'messages left behind',
  readingNotes: 'notes on reading',
  takenBack: 'taken back',
  toPlan: 'objects to plan',
};

/** Figures, each with what it counts in words. */
export function figures(counts: Readonly<Record<string, number>>): string {
  return table(Object.entries(counts).map(([name, count]) => [FIGURES[name] ?? name, count]));
}
