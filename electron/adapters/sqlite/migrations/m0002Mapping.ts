import type { Migration } from './Migration.ts';

export const M0002_MAPPING: Migration = {
  version: 2,
  name: 'mapping',
  sql: '',
};
