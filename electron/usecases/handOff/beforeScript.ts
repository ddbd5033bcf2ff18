import type { HandOff } from './HandOff.ts';
import { COMMON, connectionCheck, dataBlock, forEach, step } from './scriptParts.ts';

const STATE = String.raw`$state = @{ rooms = @{}; repair = @{}; settings = @{} }
if (Test-Path -LiteralPath $stateFile) {
  $saved = Get-Content -LiteralPath $stateFile -Raw -Encoding UTF8 | ConvertFrom-Json
  foreach ($part in @('rooms', 'repair', 'settings')) {
    foreach ($property in $saved.$part.PSObject.Properties) { $state[$part][$property.Name] = $property.Value }
  }
}

function Save-Found([string]$Part, [string]$Name, $Value) {
  if ($WhatIf -or $state[$Part].ContainsKey($Name)) { return }
  $state[$Part][$Name] = $Value
  $state | ConvertTo-Json -Depth 4 | Set-Content -LiteralPath $stateFile -Encoding UTF8
}
`;

/** With -WhatIf the group is not made, and nothing that builds on it can be tried. */
const MADE = String.raw`function Test-Group {
  if (Get-DistributionGroup -Identity $groupName -ErrorAction SilentlyContinue) { return $true }
  if (-not $WhatIf) { throw "there is no group $groupName" }
  Write-Host 'What if: this builds on the group, which is not made now.'
  return $false
}
`;
const NEEDS_GROUP = 'if (-not (Test-Group)) { return }';

const ROOMS = forEach('room', 'rooms', 'automatic processing off:', [
  "Save-Found 'rooms' $room ([string](Get-CalendarProcessing -Identity $room).AutomateProcessing)",
  'Set-CalendarProcessing -Identity $room -AutomateProcessing None -WhatIf:$WhatIf',
]);

const REPAIR = forEach('mailbox', 'mailboxes', 'Calendar Repair Assistant off:', [
  "Save-Found 'repair' $mailbox ([bool](Get-Mailbox -Identity $mailbox).CalendarRepairDisabled)",
  'Set-Mailbox -Identity $mailbox -CalendarRepairDisabled $true -WhatIf:$WhatIf',
]);

const GROUP = step('a hidden group of the mailboxes', [
  'if (-not (Get-DistributionGroup -Identity $groupName -ErrorAction SilentlyContinue)) {',
  '  New-DistributionGroup -Name $groupName -Type Security -WhatIf:$WhatIf | Out-Null',
  '}',
  NEEDS_GROUP,
  'Set-DistributionGroup -Identity $groupName -HiddenFromAddressListsEnabled $true -BypassSecurityGroupManagerCheck -WhatIf:$WhatIf',
  'Update-DistributionGroupMember -Identity $groupName -Members $mailboxes -BypassSecurityGroupManagerCheck -Confirm:$false -WhatIf:$WhatIf',
]);

// Rejecting tells the sender; deleting would lose an invitation somebody really meant.
const RULE = step('a mail flow rule that keeps their calendar messages inside', [
  NEEDS_GROUP,
  'if (-not (Get-TransportRule | Where-Object { $_.Name -eq $ruleName })) {',
  '  New-TransportRule -Name $ruleName -Priority 0 -FromMemberOf $groupName -SentToScope NotInOrganization `',
  "    -MessageTypeMatches Calendaring -RejectMessageEnhancedStatusCode '5.7.1' `",
  "    -RejectMessageReasonText 'Calendars are being moved; please send this invitation again later.' -WhatIf:$WhatIf | Out-Null",
  '}',
]);

const SCOPE = step('a management scope of the mailboxes', [
  NEEDS_GROUP,
  'if (-not (Get-ManagementScope -Identity $scopeName -ErrorAction SilentlyContinue)) {',
  '  $group = (Get-DistributionGroup -Identity $groupName).DistinguishedName.Replace("\'", "\'\'")',
  '  New-ManagementScope -Name $scopeName -RecipientRestrictionFilter "MemberOfGroup -eq \'$group\'" -WhatIf:$WhatIf | Out-Null',
  '}',
]);

const IMPERSONATION = step('impersonation for the service account', [
  NEEDS_GROUP,
  'if (-not (Get-ManagementRoleAssignment -Identity $assignmentName -ErrorAction SilentlyContinue)) {',
  '  New-ManagementRoleAssignment -Name $assignmentName -Role ApplicationImpersonation -User $account `',
  '    -CustomRecipientWriteScope $scopeName -WhatIf:$WhatIf | Out-Null',
  '}',
]);

// Unlimited, never $null: null means the built-in default, which is lower.
const THROTTLING = step('a throttling policy for the service account', [
  'if (-not (Get-ThrottlingPolicy | Where-Object { $_.Name -eq $policyName })) {',
  '  New-ThrottlingPolicy -Name $policyName -ThrottlingPolicyScope Regular -EwsMaxConcurrency Unlimited -EwsMaxBurst Unlimited `',
  '    -EwsRechargeRate Unlimited -EwsCutoffBalance Unlimited -WhatIf:$WhatIf | Out-Null',
  '}',
  "Save-Found 'settings' 'throttlingPolicy' ([string](Get-ThrottlingPolicyAssociation -Identity $account).ThrottlingPolicyId)",
  'Set-ThrottlingPolicyAssociation -Identity $account -ThrottlingPolicy $policyName -WhatIf:$WhatIf',
]);

const ALLOW_LIST = step('Godwit on the list of EWS applications, where one is enforced', [
  '$organization = Get-OrganizationConfig',
  "if ([string]$organization.EwsApplicationAccessPolicy -eq 'EnforceAllowList' -and $organization.EwsAllowList -notcontains 'Godwit/*') {",
  "  Save-Found 'settings' 'addedToAllowList' $true",
  "  Set-OrganizationConfig -EwsAllowList @{ Add = 'Godwit/*' } -WhatIf:$WhatIf",
  '}',
]);

const APPLICATION_ROLE = step('the application may act for the mailboxes, and for no others', [
  NEEDS_GROUP,
  'if (-not (Get-ServicePrincipal -Identity $account -ErrorAction SilentlyContinue)) {',
  "  if ($ServicePrincipalObjectId -eq '') { throw 'Run the script with -ServicePrincipalObjectId: Entra, Enterprise applications, Object ID.' }",
  "  New-ServicePrincipal -AppId $account -ObjectId $ServicePrincipalObjectId -DisplayName 'Godwit' -WhatIf:$WhatIf | Out-Null",
  '}',
  'if (-not (Get-ManagementRoleAssignment -Identity $assignmentName -ErrorAction SilentlyContinue)) {',
  "  New-ManagementRoleAssignment -Name $assignmentName -App $account -Role 'Application EWS.AccessAsApp' `",
  '    -CustomResourceScope $scopeName -WhatIf:$WhatIf | Out-Null',
  '}',
]);

// The list is one text, shown only when asked for and replaced as a whole; it is set before the switch, for an empty list blocks everybody.
const EWS_ONLINE = step('EWS for the application (takes up to 24 hours; Microsoft ends it on 2027-04-01)', [
  '$found = (Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy).EwsAllowedAppIDs',
  "$ids = @((@($found) -join ',') -split ',' | ForEach-Object { $_.Trim() } | Where-Object { $_ })",
  "Save-Found 'settings' 'ewsAllowedAppIds' ($ids -join ',')",
  "Save-Found 'settings' 'ewsEnabled' (Get-OrganizationConfig).EwsEnabled",
  "if ($ids -notcontains $account) { Set-OrganizationConfig -EwsAllowedAppIDs (($ids + $account) -join ',') -WhatIf:$WhatIf }",
  'if ((Get-OrganizationConfig).EwsEnabled -ne $true) { Set-OrganizationConfig -EwsEnabled $true -WhatIf:$WhatIf }',
]);

const ABOUT = `<#
Run this before Godwit writes into the mailboxes listed below, and after.ps1 when the run is verified.
Look first: .\\before.ps1 -WhatIf changes nothing. It may be run again; what it found the first time is kept in before.state.json.

Rooms stop answering by themselves, the Calendar Repair Assistant leaves the mailboxes alone, their calendar messages to people outside
are rejected, and the service account may act for these mailboxes.
`;

const ONLINE_NOTES = `Online: do not consent to full_access_as_app in Entra as well, or the application reaches every mailbox: rights add up.
EWS throttling is lifted for up to 90 days in the admin center: Help & support, «Increase EWS Throttling Policy».
`;

const ON_PREMISES_NOTES = `Disabled room accounts cannot be impersonated: enable them for the time of the run.
`;

/** The script for an administrator to read and run before a run. Godwit never runs it. */
export function beforeScript(handOff: HandOff): string {
  const isOnline = handOff.variant === 'online';
  const parameters = isOnline ? "param([switch]$WhatIf, [string]$ServicePrincipalObjectId = '')" : 'param([switch]$WhatIf)';
  const access = isOnline ? [SCOPE, APPLICATION_ROLE, EWS_ONLINE] : [SCOPE, IMPERSONATION, THROTTLING, ALLOW_LIST];
  return [
    '#Requires -Version 5.1',
    `${ABOUT}${isOnline ? ONLINE_NOTES : ON_PREMISES_NOTES}#>`,
    '[CmdletBinding()]',
    `${parameters}\n`,
    `${dataBlock(handOff)}\n`,
    COMMON,
    STATE,
    MADE,
    connectionCheck(handOff),
    ...[GROUP, RULE, ...access, REPAIR, ROOMS],
    'Stop-WhereFailed',
    '',
  ].join('\n');
}
