import type { TargetConfig } from '../../shared/contract/config.ts';

/** The service account as its owner knows it. */
export function accountOf({ auth }: TargetConfig): string {
  return auth.kind === 'oauth' ? auth.clientId : auth.user;
}
