import type { Finding } from './Finding.ts';
import type { Lab } from './Lab.ts';

/** One question to a target: one file in `experiments/`, one line in `experiments.ts`. */
export interface Experiment {
  /** Stable; findings are kept under it. */
  readonly id: string;
  readonly question: string;
  /** Tries it out; what is made needs no tidying up. Null: nobody tries it, for this reason. */
  readonly run: (lab: Lab) => Promise<Finding>;
}
