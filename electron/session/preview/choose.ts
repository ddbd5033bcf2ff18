import type { ParsedInput } from '../../../shared/contract/procedures.ts';
import type { PlanBrowser, PlanFilter } from '../../ports/PlanBrowser.ts';
import type { PlanView } from '../PlanView.ts';
import { codesOf } from './previewRows.ts';

type Filter = Omit<ParsedInput<'preview.page'>, 'offset' | 'limit'>;

/** Choices kept: going back and forth between filters costs nothing. */
const KEPT = 8;

function planFilter(view: PlanView, filter: Filter): PlanFilter {
  const { mailbox, kinds, notes, severities, text, from, to } = filter;
  const codes = new Set([...notes, ...codesOf(severities)]);
  const wanted = text.trim();
  return {
    ...(mailbox === null ? {} : { mailboxes: [mailbox.toLowerCase()] }),
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(codes.size === 0 ? {} : { noteCodes: codes }),
    ...(wanted === '' ? {} : { text: wanted, orMailboxes: view.people.mailboxesNamed(wanted) }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

function choose(view: PlanView, browser: PlanBrowser, filter: Filter): Int32Array {
  if (filter.show === 'items') return browser.choose(view.planId, planFilter(view, filter));
  const owners = filter.mailbox === null ? undefined : view.people.ownersOf(filter.mailbox);
  return browser.chooseSkipped(view.planId, owners === undefined ? {} : { owners });
}

/** The numbers of the rows a filter leaves, in the order they are shown. Kept with the plan. */
export function chosenRows(view: PlanView, browser: PlanBrowser, filter: Filter): Int32Array {
  const name = JSON.stringify(filter);
  const known = view.choices.get(name);
  if (known !== undefined) return known;
  const found = choose(view, browser, filter);
  if (filter.descending) found.reverse();
  view.choices.set(name, found);
  const oldest = view.choices.keys().next();
  if (view.choices.size > KEPT && oldest.done !== true) view.choices.delete(oldest.value);
  return found;
}
