import type { RunEvent } from '../run/RunContext.ts';
import type { UndoEvent } from '../usecases/undo/UndoContext.ts';
import type { Output } from './output.ts';

/** How a mailbox fares, in the same words whatever is done in it. */
export function sayMailbox(output: Output, event: Extract<RunEvent | UndoEvent, { type: 'mailbox' | 'back-off' | 'failed' }>): void {
  switch (event.type) {
    case 'mailbox':
      if (event.state === 'stopped')
        output.say(`${event.mailbox} stopped: ${event.sentence} ${event.remedy} [${event.code}] ${event.detail}`);
      else output.progress(`${event.mailbox} ${event.state}`);
      return;
    case 'failed':
      output.say(`${event.mailbox}: «${event.subject}» was refused: ${event.code} ${event.message}`);
      return;
    case 'back-off':
      output.progress(`${event.mailbox}: ${event.code}, waiting ${String(Math.ceil(event.milliseconds / 1000))} s`);
      return;
  }
}
