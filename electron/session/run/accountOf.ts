import type { TargetConfig } from '../../../shared/contract/config.ts';

/** The service account's name, for sentences. */
export function accountOf({ auth }: TargetConfig): string {
  return auth.kind === 'oauth' ? auth.clientId : auth.user;
}
