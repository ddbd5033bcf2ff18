import type { ExchangeTarget, TargetInstance } from '../../electron/ports/ExchangeTarget.ts';

const DAY_MS = 86_400_000;
/** So many days are asked for at once, half as many where that is more than Exchange answers. */
const STEP_DAYS = 92;

/** Everything a mailbox's calendars show in [from, to), asked for window by window, as any client does. */
export async function readInstances(target: ExchangeTarget, mailbox: string, from: string, to: string): Promise<readonly TargetInstance[]> {
  const folders = [valueOf(await target.openCalendar(mailbox)).id, ...valueOf(await target.calendarFolders(mailbox)).map(({ id }) => id)];
  const found = new Map<string, TargetInstance>();
  for (const folder of new Set(folders)) {
    let days = STEP_DAYS;
    for (let begin = Date.parse(from); begin < Date.parse(to);) {
      const end = Math.min(begin + days * DAY_MS, Date.parse(to));
      const window = { from: new Date(begin).toISOString(), to: new Date(end).toISOString() };
      const { instances, truncated } = valueOf(await target.calendarView(mailbox, folder, window));
      if (truncated) {
        days = Math.max(1, Math.floor(days / 2));
        continue;
      }
      // What lies across two windows is in both.
      for (const instance of instances) found.set(`${instance.id} ${instance.start}`, instance);
      begin = end;
    }
  }
  // A mailbox's own midnight may be the evening before in UTC; days count by their dates.
  return [...found.values()].filter(({ isAllDayEvent, start, end }) => !isAllDayEvent || (start < to && end > from));
}

function valueOf<T>(
  answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: { readonly message: string } },
): T {
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

/** `start/end` as the other program says it. */
export function instanceText({ start, end, isAllDayEvent }: TargetInstance): string {
  const text = (time: string): string => (isAllDayEvent ? time.slice(0, 10) : new Date(time).toISOString().replace('.000Z', 'Z'));
  return `${text(start)}/${text(end)}`;
}
