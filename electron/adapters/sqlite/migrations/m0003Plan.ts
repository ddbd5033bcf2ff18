import type { Migration } from './Migration.ts';

export const M0003_PLAN: Migration = {
  version: 3,
  name: 'plan',
  sql: '',
};
