import type { PlanInHand } from '../compose/openProjectFile.ts';
import { ItemSource } from '../run/ItemSource.ts';
import { openPlanning, type Planning } from '../usecases/plan/planning.ts';
import { peopleOf, type People } from './People.ts';

/** A sealed plan with everything needed to show it: conversion bound to its seal, names, and choices made before. */
export interface PlanView extends PlanInHand {
  readonly planId: number;
  readonly planning: Planning;
  readonly items: ItemSource;
  readonly people: People;
  /** Choices of rows by filter, the last ones asked for. */
  readonly choices: Map<string, Int32Array>;
}

export function openPlanView(inHand: PlanInHand): PlanView {
  const { snapshot, mapping, plan } = inHand;
  const { planId, sealed } = plan.info();
  const planning = openPlanning(snapshot, mapping, sealed);
  return {
    ...inHand,
    planId,
    planning,
    items: new ItemSource(planning, snapshot, plan),
    people: peopleOf(mapping),
    choices: new Map(),
  };
}
