import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { EwsAttendee } from '../../../shared/ews/item.ts';
import type { ReadItem } from '../../ports/ExchangeTarget.ts';
import type { AnswerCount } from './verdict.ts';

const ANSWERS = new Set(['Accept', 'Tentative', 'Decline']);

function people({ requiredAttendees, optionalAttendees, resources }: PlannedItem['item']): readonly EwsAttendee[] {
  return [...requiredAttendees, ...optionalAttendees, ...resources];
}

/** A guest's own answer in the guest's copy, everybody's in the organizer's: what the source says, and how many Exchange shows. */
export function countAnswers({ item, kind }: PlannedItem, found: ReadItem | null): AnswerCount {
  if (kind === 'guest-copy') {
    const isAnswered = ANSWERS.has(item.myResponse);
    return { source: Number(isAnswered), found: Number(isAnswered && found?.item.myResponse === item.myResponse) };
  }
  const answered = people(item).filter(({ response }) => ANSWERS.has(response));
  const tracking = new Map(found === null ? [] : people(found.item).map(({ email, response }) => [email.toLowerCase(), response]));
  return { source: answered.length, found: answered.filter(({ email, response }) => tracking.get(email) === response).length };
}
