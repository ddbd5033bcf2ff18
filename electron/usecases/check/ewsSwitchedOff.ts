import { quotePowerShell } from '../handOff/quotePowerShell.ts';
import type { TargetProbe } from '../../ports/TargetProbe.ts';

/**
 * What opens EWS again, with this application and this mailbox in it. Online, both the organisation's and the mailbox's switch must allow it;
 * a list of applications is replaced as a whole, so it is read first (learn.microsoft.com, Set-OrganizationConfig; MC1015893).
 */
export function ewsSwitchedOff({ scheme, user }: Pick<TargetProbe, 'scheme' | 'user'>, mailbox: string): string {
  const ofMailbox = `Set-CASMailbox -Identity ${quotePowerShell(mailbox)} -EwsEnabled $true`;
  if (scheme !== 'Bearer') {
    return (
      `On premises: Set-OrganizationConfig -EwsEnabled $true; ${ofMailbox}; where an allow list is enforced: ` +
      `Set-OrganizationConfig -EwsAllowList @{Add='Godwit/*'}.`
    );
  }
  return (
    'Exchange Online switches EWS off tenant by tenant since 2026-10-01 and for good on 2027-04-01. Until then: ' +
    `$ids = @((Get-OrganizationConfig).EwsAllowedAppIDs) + ${quotePowerShell(user)}; ` +
    `Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs $ids; ${ofMailbox}. It takes up to 24 hours.`
  );
}
