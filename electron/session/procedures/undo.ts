import type { HandlersOf, HostContext } from '../HostContext.ts';
import { pageOf } from '../page.ts';

/** Taking back. */
export function undoProcedures(context: HostContext): HandlersOf<'undo'> {
  return {
    'undo.check': () => {
      context.session().undoing.check();
      return {};
    },
    'undo.start': () => {
      context.session().undoing.start();
      return {};
    },
    'undo.outcome': () => ({ outcome: context.session().undoing.found()?.outcome ?? null }),
    'undo.kept': ({ offset, limit }) => {
      const session = context.session();
      const people = session.people();
      const page = pageOf(session.undoing.found()?.kept ?? [], { offset, limit });
      return {
        ...page,
        rows: page.rows.map(({ mailbox, key, subject, start, reason, detail }) => ({
          ...{ mailbox, key, subject, start, reason, detail },
          name: people.ofMailbox(mailbox).name,
        })),
      };
    },
  };
}
