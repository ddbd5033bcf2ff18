import type { Migration } from './Migration.ts';

/** What a plan's counts were added up from, so that a later plan can go on from there with what changed alone. */
export const M0010_TALLY: Migration = {
  version: 10,
  name: 'tally',
  sql: `
    ALTER TABLE plan ADD COLUMN tally TEXT;
  `,
};
