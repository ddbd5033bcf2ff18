import type { VerdictFigures } from '../../shared/domain/verification.ts';
import type { PlanInfo } from '../ports/PlanStore.ts';
import { counted } from './words.ts';

export interface AnswersRead {
  readonly figures: Pick<VerdictFigures, 'trackingFound' | 'trackingSource' | 'ownFound' | 'ownSource'>;
  /** What the plan takes the target to do with answers nobody mails. */
  readonly route: PlanInfo['sealed']['context']['target']['answers'];
  readonly byNote: Readonly<Record<string, number>>;
}

/** How many answers are where; that there are fewer than there should be is said to be no fault where the plan knew it. */
export function answerWords({ figures, route, byNote }: AnswersRead): readonly string[] {
  const { trackingFound, trackingSource, ownFound, ownSource } = figures;
  const noted = byNote['answers-not-kept'] ?? 0;
  const isForetold = route === 'none' && noted > 0 && trackingFound < trackingSource;
  const why = [
    '         By this plan Exchange keeps no answers but those it is mailed, so what is written silently brings none into the tracking:',
    `         ${counted(noted, 'item has', 'items have')} the note answers-not-kept, and that is no difference. check --deep tries what Exchange keeps.`,
  ];
  return [
    `answers: the organizers’ tracking shows ${String(trackingFound)} of ${String(trackingSource)}`,
    ...(isForetold ? why : []),
    `         the guests’ own copies show ${String(ownFound)} of ${String(ownSource)}`,
  ];
}
