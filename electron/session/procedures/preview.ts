import { skipSentence, isLoss } from '../../../shared/domain/skipReasons.ts';
import type { HandlersOf, HostContext } from '../HostContext.ts';
import { chosenRows } from '../preview/choose.ts';
import { itemDetail, skippedDetail } from '../preview/itemDetail.ts';
import { itemRow, noteEntry, skippedRow } from '../preview/previewRows.ts';
import { weekOf } from '../preview/week.ts';
import type { Session } from '../Session.ts';

function summary(session: Session): ReturnType<HandlersOf<'plan'>['plan.summary']> {
  const { plan } = session.project.needPlan();
  const people = session.people();
  const { planId, planHash, counts, sealed } = plan.info();
  const byReason = Object.entries(counts.byReason).map(([reason, objects]) => ({
    reason,
    sentence: skipSentence(reason),
    isLoss: isLoss(reason),
    objects,
  }));
  const byNote = Object.entries(counts.byNote).map(([code, items]) => ({ code, ...noteEntry(code), items }));
  return {
    number: planId,
    hash: planHash,
    asOf: sealed.context.asOf,
    objects: counts.objects,
    items: counts.items,
    skipped: counts.skipped,
    outOfScope: counts.outOfScope,
    crossing: counts.crossing,
    wouldClose: counts.wouldClose,
    byKind: { ...counts.byKind },
    byMode: { ...counts.byMode },
    bySeries: { ...counts.bySeries },
    byReason: byReason.sort((one, other) => Number(other.isLoss) - Number(one.isLoss) || other.objects - one.objects),
    byNote: byNote.sort((one, other) => other.items - one.items),
    decisions: plan.decisions().map(({ code, subject, objects }) => ({ code, subject, name: people.ofOwner(subject).name, objects })),
    slowestSender: counts.slowestSender,
  };
}

/** Making the plan. */
export function planProcedures(context: HostContext): HandlersOf<'plan'> {
  return {
    'plan.build': () => {
      const session = context.session();
      session.loaded(['mapping', 'options']);
      const options = JSON.stringify(session.settings.step('options'));
      session.jobs.start('plan', 'objects', async (job) => {
        await session.work('plan', ['mapping', 'options'], job);
        session.settings.plannedOptions = options;
      });
      return {};
    },
    'plan.summary': () => summary(context.session()),
  };
}

function page(
  session: Session,
  input: Parameters<HandlersOf<'preview'>['preview.page']>[0],
): ReturnType<HandlersOf<'preview'>['preview.page']> {
  const { offset, limit, ...filter } = input;
  const view = session.planView();
  const { browser } = session.project;
  const chosen = chosenRows(view, browser, filter);
  const seqs = [...chosen.subarray(offset, offset + limit)];
  const rows =
    filter.show === 'items'
      ? browser.rows(view.planId, seqs).map((row) => itemRow(view, row))
      : browser.skippedRows(view.planId, seqs).map((row) => skippedRow(view, row));
  return { total: chosen.length, offset, rows };
}

function position(session: Session, input: Parameters<HandlersOf<'preview'>['preview.position']>[0]): number | null {
  const { key, day, ...filter } = input;
  const view = session.planView();
  const { browser } = session.project;
  const chosen = chosenRows(view, browser, filter);
  if (key !== null) {
    const seq = view.plan.rowByKey(key)?.seq;
    const at = seq === undefined ? -1 : chosen.indexOf(seq);
    return at < 0 ? null : at;
  }
  if (day === null || chosen.length === 0) return null;
  // The choice is sorted by start: the first row not before the day is found by halving.
  let [low, high] = [0, chosen.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [row] = browser.rows(view.planId, [chosen[middle] ?? 0]);
    const isBefore = filter.descending ? (row?.start ?? '') > `${day}~` : (row?.start ?? '') < day;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, chosen.length - 1);
}

/** The plan as a person looks at it. */
export function previewProcedures(context: HostContext): HandlersOf<'preview'> {
  return {
    'preview.mailboxes': () => {
      const view = context.session().planView();
      const mailboxes = [...view.plan.mailboxSizes()].map(([mailbox, items]) => ({ mailbox, items, ...view.people.ofMailbox(mailbox) }));
      return { mailboxes: mailboxes.sort((one, other) => one.name.localeCompare(other.name, 'en')) };
    },
    'preview.page': (input) => page(context.session(), input),
    'preview.position': (input) => ({ position: position(context.session(), input) }),
    'preview.item': ({ key }) => itemDetail(context.session().planView(), key),
    'preview.skipped': ({ seq }) => {
      const session = context.session();
      const view = session.planView();
      return skippedDetail(view, seq, session.project.browser.skippedRows(view.planId, [seq]));
    },
    'preview.week': ({ mailbox, day }) => weekOf(context.session().planView(), mailbox.toLowerCase(), day),
  };
}
