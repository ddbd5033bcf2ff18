import type { Migration } from './Migration.ts';

/** What the wizard keeps: the steps' settings, where the operator was, what was acknowledged. JSON by name. */
export const M0006_SETTING: Migration = {
  version: 6,
  name: 'setting',
  sql: `
    CREATE TABLE setting (
      name  TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
