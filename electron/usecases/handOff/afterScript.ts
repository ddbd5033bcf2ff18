import type { HandOff } from './HandOff.ts';
import { COMMON, connectionCheck, dataBlock, step } from './scriptParts.ts';

const STATE = `if (-not (Test-Path -LiteralPath $stateFile)) {
  throw 'before.state.json is not beside this script: it says how everything was. Copy it here from where before.ps1 was run.'
}
$state = Get-Content -LiteralPath $stateFile -Raw -Encoding UTF8 | ConvertFrom-Json
`;

/** What `before` found is put back for whom it was found, whatever the lists say today. */
const ROOMS = `foreach ($found in $state.rooms.PSObject.Properties) {
  Invoke-Step "automatic processing as it was: $($found.Name)" {
    Set-CalendarProcessing -Identity $found.Name -AutomateProcessing $found.Value -WhatIf:$WhatIf
  }
}
`;

const REPAIR = `foreach ($found in $state.repair.PSObject.Properties) {
  Invoke-Step "Calendar Repair Assistant as it was: $($found.Name)" {
    Set-Mailbox -Identity $found.Name -CalendarRepairDisabled ([bool]$found.Value) -WhatIf:$WhatIf
  }
}
`;

const RULE = step('the mail flow rule is removed', [
  'if (Get-TransportRule | Where-Object { $_.Name -eq $ruleName }) {',
  '  Remove-TransportRule -Identity $ruleName -Confirm:$false -WhatIf:$WhatIf',
  '}',
]);

const ASSIGNMENT = step('the right to act for the mailboxes is removed', [
  'if (Get-ManagementRoleAssignment -Identity $assignmentName -ErrorAction SilentlyContinue) {',
  '  Remove-ManagementRoleAssignment -Identity $assignmentName -Confirm:$false -WhatIf:$WhatIf',
  '}',
]);

const SCOPE = step('the management scope is removed', [
  'if (Get-ManagementScope -Identity $scopeName -ErrorAction SilentlyContinue) {',
  '  Remove-ManagementScope -Identity $scopeName -Confirm:$false -WhatIf:$WhatIf',
  '}',
]);

const GROUP = step('the group is removed', [
  'if (Get-DistributionGroup -Identity $groupName -ErrorAction SilentlyContinue) {',
  '  Remove-DistributionGroup -Identity $groupName -BypassSecurityGroupManagerCheck -Confirm:$false -WhatIf:$WhatIf',
  '}',
]);

const THROTTLING = step('the throttling policy as it was', [
  'if (Get-ThrottlingPolicy | Where-Object { $_.Name -eq $policyName }) {',
  '  $policy = $state.settings.throttlingPolicy',
  '  if (-not $policy) { $policy = $null }',
  '  Set-ThrottlingPolicyAssociation -Identity $account -ThrottlingPolicy $policy -WhatIf:$WhatIf',
  '  Remove-ThrottlingPolicy -Identity $policyName -Confirm:$false -WhatIf:$WhatIf',
  '}',
]);

const ALLOW_LIST = step('the list of EWS applications as it was', [
  'if ($state.settings.addedToAllowList) {',
  "  Set-OrganizationConfig -EwsAllowList @{ Remove = 'Godwit/*' } -WhatIf:$WhatIf",
  '}',
]);

/** Others may have been added to the list meanwhile: only this application goes, and only if it was not there before. */
const EWS_ONLINE = step('EWS as it was', [
  // Where before.ps1 never came to read it, nobody knows how it was, and it stays.
  "if (-not $state.settings.PSObject.Properties['ewsEnabled']) { return }",
  '$found = (Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy).EwsAllowedAppIDs',
  "$ids = @((@($found) -join ',') -split ',' | ForEach-Object { $_.Trim() } | Where-Object { $_ })",
  "if (@($state.settings.ewsAllowedAppIds -split ',') -notcontains $account) {",
  '  $rest = @($ids | Where-Object { $_ -ne $account })',
  "  if ($rest.Count -lt $ids.Count) { Set-OrganizationConfig -EwsAllowedAppIDs ($rest -join ',') -WhatIf:$WhatIf }",
  '}',
  'if ($state.settings.ewsEnabled -ne $true) { Set-OrganizationConfig -EwsEnabled $state.settings.ewsEnabled -WhatIf:$WhatIf }',
]);

const DONE = `Stop-WhereFailed
if (-not $WhatIf) { Move-Item -LiteralPath $stateFile -Destination (Join-Path $PSScriptRoot 'before.state.done.json') -Force }
`;

const ABOUT = `<#
Run this when the run is verified: it puts everything back that before.ps1 changed, as before.state.json says it was.
Look first: .\\after.ps1 -WhatIf changes nothing. It may be run again.
#>`;

/** The script that takes `before` back. Godwit never runs it. */
export function afterScript(handOff: HandOff): string {
  const access = handOff.variant === 'online' ? [EWS_ONLINE, ASSIGNMENT, SCOPE] : [ALLOW_LIST, THROTTLING, ASSIGNMENT, SCOPE];
  return [
    '#Requires -Version 5.1',
    ABOUT,
    '[CmdletBinding()]',
    'param([switch]$WhatIf)\n',
    `${dataBlock({ ...handOff, mailboxes: [], rooms: [] })}\n`,
    COMMON,
    STATE,
    connectionCheck(handOff),
    ...[ROOMS, REPAIR, ...access, RULE, GROUP],
    DONE,
  ].join('\n');
}
