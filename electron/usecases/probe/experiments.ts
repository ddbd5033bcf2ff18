import type { Experiment } from './Experiment.ts';
import { answersTogether } from './experiments/answersTogether.ts';
import { answerTracking } from './experiments/answerTracking.ts';
import { duplicateUid } from './experiments/duplicateUid.ts';
import { guestCopyByMime, guestCopyByProperties } from './experiments/guestCopy.ts';
import { injectedReply, manyInvitations, patchedStream } from './experiments/notTried.ts';
import { organizerByMime } from './experiments/organizerByMime.ts';
import { outsidersAdded } from './experiments/outsidersAdded.ts';
import { propertiesKept } from './experiments/propertiesKept.ts';
import { propertiesTravel } from './experiments/propertiesTravel.ts';
import { exceptionsTravel, exceptionsTravelLater, occurrenceEdits, pastSeries } from './experiments/series.ts';
import { silentDeletion } from './experiments/silentDeletion.ts';
import { silentCopyAnswers, silentCopyFollows } from './experiments/silentMeeting.ts';
import { uidKept } from './experiments/uidKept.ts';
import { updateOrder } from './experiments/updateOrder.ts';
import { writtenResponses } from './experiments/writtenResponses.ts';

/** What a target is asked, in this order: the first shows how long everything takes, what needs no mail comes before what does. */
export const EXPERIMENTS: readonly Experiment[] = [
  answerTracking,
  ...[propertiesKept, uidKept, duplicateUid, updateOrder, occurrenceEdits, writtenResponses],
  ...[guestCopyByProperties, guestCopyByMime, organizerByMime, silentCopyFollows, silentCopyAnswers],
  ...[propertiesTravel, exceptionsTravel, exceptionsTravelLater, pastSeries, outsidersAdded, answersTogether, silentDeletion],
  ...[injectedReply, manyInvitations, patchedStream],
];
