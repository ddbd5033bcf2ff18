import type { Migration } from './Migration.ts';

export const M0004_LEDGER: Migration = {
  version: 4,
  name: 'ledger',
  sql: '',
};
