import type { Migration } from './Migration.ts';
import { M0001_SNAPSHOT } from './m0001Snapshot.ts';
import { M0002_MAPPING } from './m0002Mapping.ts';
import { M0003_PLAN } from './m0003Plan.ts';
import { M0004_LEDGER } from './m0004Ledger.ts';
import { M0005_VERIFICATION } from './m0005Verification.ts';
import { M0006_SETTING } from './m0006Setting.ts';
import { M0007_MEETING } from './m0007Meeting.ts';
import { M0008_UNDO } from './m0008Undo.ts';
import { M0009_ANSWERS } from './m0009Answers.ts';
import { M0010_TALLY } from './m0010Tally.ts';
import { M0011_OCCURRENCES } from './m0011Occurrences.ts';

/** The steps in order; the last version is the format this Godwit writes. */
export const MIGRATIONS: readonly Migration[] = [
  M0001_SNAPSHOT,
  M0002_MAPPING,
  M0003_PLAN,
  M0004_LEDGER,
  M0005_VERIFICATION,
  M0006_SETTING,
  M0007_MEETING,
  M0008_UNDO,
  M0009_ANSWERS,
  M0010_TALLY,
  M0011_OCCURRENCES,
];

export const PROJECT_FORMAT = MIGRATIONS.length;
