import { quotePowerShell } from '../handOff/quotePowerShell.ts';
import type { TargetProbe } from '../../ports/TargetProbe.ts';

/**
 * What opens EWS again, with this application and this mailbox in it. Online both the organisation's and the mailbox's switch must allow it
 * (MC1015893), and the list of applications is one text that is replaced as a whole and only shown when asked for (learn.microsoft.com,
 * «How to control access to EWS in Exchange»): it is read first, and set before the switch.
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
    '$ids = @((Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy).EwsAllowedAppIDs) + ' +
    `${quotePowerShell(user)} | Where-Object { $_ }; Set-OrganizationConfig -EwsAllowedAppIDs ($ids -join ','); ` +
    `Set-OrganizationConfig -EwsEnabled $true; ${ofMailbox}. It takes up to 24 hours.`
  );
}
