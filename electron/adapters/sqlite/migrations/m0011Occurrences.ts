import type { Migration } from './Migration.ts';

/** How many occurrences of a series are written once it is created; 0 in plans sealed before, whose order of writing it leaves as it was. */
export const M0011_OCCURRENCES: Migration = {
  version: 11,
  name: 'occurrences',
  sql: `
    ALTER TABLE plan_item ADD COLUMN occurrences INTEGER NOT NULL DEFAULT 0;
  `,
};
