import type { ParsedInput, ProcedureOutput } from '../../../shared/contract/procedures.ts';
import type { HandlersOf, HostContext } from '../HostContext.ts';
import type { Session } from '../Session.ts';
import { targetMailboxes } from '../targetMailboxes.ts';

type Sample = ProcedureOutput<'options.sampleTravel'>;

const MINUTE_MS = 60_000;
const INVENTED = { subject: 'Visit at Fillmore West', start: '2026-11-24T11:00:00Z', end: '2026-11-24T12:30:00Z', minutes: 45 };

/** The first travel block of the last plan, with its event. */
function plannedTravel(
  session: Session,
): { readonly subject: string; readonly start: string; readonly end: string; readonly minutes: number } | null {
  const plan = session.project.plans.newest();
  if (plan === null) return null;
  const { browser } = session.project;
  const { planId } = plan.info();
  const [seq] = browser.choose(planId, { kinds: ['travel'] });
  const [travel] = seq === undefined ? [] : browser.rows(planId, [seq]);
  const event = plan.rowByKey(travel?.parentKey ?? '');
  if (travel === undefined || event === null) return null;
  const minutes = Math.round((Date.parse(travel.end) - Date.parse(travel.start)) / MINUTE_MS);
  return { subject: event.subject, start: event.start, end: event.end, minutes };
}

function sampleTravel(session: Session, { title, showAs }: ParsedInput<'options.sampleTravel'>): Sample {
  const planned = plannedTravel(session);
  const { subject, start, end, minutes } = planned ?? INVENTED;
  const block = {
    subject: title.replaceAll('{subject}', subject),
    start: new Date(Date.parse(start) - minutes * MINUTE_MS).toISOString(),
    end: start,
    showAs,
  };
  return { isInvented: planned === null, event: { subject, start, end }, block, minutes };
}

/** What and how to migrate. */
export function optionsProcedures(context: HostContext): HandlersOf<'options'> {
  return {
    'options.mailboxes': () => {
      const session = context.session();
      const version = session.mapping();
      const people = session.people();
      const events = new Map<string, number>();
      for (const { email, events: count } of version?.rows ?? [])
        events.set(email.toLowerCase(), (events.get(email.toLowerCase()) ?? 0) + count);
      const mailboxes = targetMailboxes(version, 'all');
      return { mailboxes: mailboxes.map((mailbox) => ({ mailbox, ...people.ofMailbox(mailbox), events: events.get(mailbox) ?? 0 })) };
    },
    'options.sampleTravel': (input) => sampleTravel(context.session(), input),
    'options.timeZones': () => ({ timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone')] }),
  };
}
