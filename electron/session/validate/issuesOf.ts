import { assertNever } from '../../../shared/domain/failure.ts';
import type { ProjectFacts } from '../../../shared/contract/wizard/state.ts';
import type { Issue, StepId } from '../../../shared/contract/wizard/steps.ts';
import type { Session } from '../Session.ts';
import { directoryIssues } from './directoryIssues.ts';
import { mappingStepIssues } from './mappingStepIssues.ts';
import { optionsIssues } from './optionsIssues.ts';
import { previewIssues, runIssues, verifyIssues } from './outcomeIssues.ts';
import { sourceIssues } from './sourceIssues.ts';
import { targetIssues } from './targetIssues.ts';

/** What a step says about itself: what is missing or wrong, what to look at, what to know. */
export function issuesOf(step: StepId, session: Session, facts: ProjectFacts): readonly Issue[] {
  switch (step) {
    case 'project':
      return [];
    case 'source':
      return sourceIssues(session.settings.step('source'), facts.snapshot, session.settings.tested('source'));
    case 'directory':
      return directoryIssues(
        session.settings.step('directory'),
        session.settings.contributions,
        session.secrets.states().directory !== 'none',
      );
    case 'target':
      return targetIssues(session.settings.step('target'), {
        hasSecret: session.secrets.states().target !== 'none',
        tested: session.settings.tested('target'),
        now: session.services.clock.now(),
      });
    case 'mapping':
      return mappingStepIssues(facts.mapping, session.facts.mappingIssues());
    case 'options':
      return optionsIssues(session.settings.step('options'), session.mapping());
    case 'preview':
      return previewIssues(facts.plan, session.facts.losses);
    case 'run':
      return runIssues(facts.run);
    case 'verify':
      return verifyIssues(facts.verification);
    default:
      return assertNever(step);
  }
}
