import type { Migration } from './Migration.ts';

export const M0001_SNAPSHOT: Migration = {
  version: 1,
  name: 'snapshot',
  sql: '',
};
