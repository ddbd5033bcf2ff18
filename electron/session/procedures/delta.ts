import type { HandlersOf, HostContext } from '../HostContext.ts';
import { pageOf } from '../page.ts';

/** Carrying what changed on the Mac since. */
export function deltaProcedures(context: HostContext): HandlersOf<'delta'> {
  return {
    'delta.check': () => {
      context.session().delta.check();
      return {};
    },
    'delta.start': () => {
      context.session().delta.start();
      return {};
    },
    'delta.outcome': () => ({ outcome: context.session().delta.found()?.outcome ?? null }),
    'delta.items': ({ offset, limit }) => {
      const session = context.session();
      const people = session.people();
      const page = pageOf(session.delta.found()?.items ?? [], { offset, limit });
      return {
        ...page,
        rows: page.rows.map((item) => ({
          ...{ mailbox: item.mailbox, key: item.key, subject: item.subject, start: item.start },
          name: people.ofMailbox(item.mailbox).name,
          action: item.type === 'kept' ? ('kept' as const) : item.action,
          reason: item.type === 'kept' ? item.reason : null,
        })),
      };
    },
  };
}
