import { lazy, type ComponentType } from 'react';
import type { StepId } from '../../../shared/contract/wizard/steps.ts';

export interface WizardStep {
  readonly id: StepId;
  readonly Component: ComponentType;
}

/** The steps in order. A new step is a folder, a line here, and its texts. */
export const STEPS: readonly WizardStep[] = [
  { id: 'project', Component: lazy(async () => ({ default: (await import('../steps/project/ProjectStep.tsx')).ProjectStep })) },
  { id: 'source', Component: lazy(async () => ({ default: (await import('../steps/source/SourceStep.tsx')).SourceStep })) },
  { id: 'directory', Component: lazy(async () => ({ default: (await import('../steps/directory/DirectoryStep.tsx')).DirectoryStep })) },
  { id: 'target', Component: lazy(async () => ({ default: (await import('../steps/target/TargetStep.tsx')).TargetStep })) },
  { id: 'mapping', Component: lazy(async () => ({ default: (await import('../steps/mapping/MappingStep.tsx')).MappingStep })) },
  { id: 'options', Component: lazy(async () => ({ default: (await import('../steps/options/OptionsStep.tsx')).OptionsStep })) },
  { id: 'preview', Component: lazy(async () => ({ default: (await import('../steps/preview/PreviewStep.tsx')).PreviewStep })) },
  { id: 'run', Component: lazy(async () => ({ default: (await import('../steps/run/RunStep.tsx')).RunStep })) },
  { id: 'verify', Component: lazy(async () => ({ default: (await import('../steps/verify/VerifyStep.tsx')).VerifyStep })) },
];
