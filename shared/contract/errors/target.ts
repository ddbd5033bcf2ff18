import type { ErrorEntry } from './entry.ts';

/** Errors of the target: Exchange, and of writing to it. */
export const TARGET_ERRORS = {
  TARGET_NOT_ENCRYPTED: {
    kind: 'config',
    exit: 64,
    sentence: '{label} is not an https address; passwords and calendars would travel in the clear.',
    remedy: 'Use https://; plain http is for an address on this machine (127.0.0.1) only.',
  },
  TARGET_CERTIFICATE_FILE: {
    kind: 'config',
    exit: 64,
    sentence: 'The certificate of the sign-in cannot be used: {reason}.',
    remedy: 'Give "certificateFile" a PEM file that holds the registered certificate and its RSA private key, without a pass phrase.',
  },
  TARGET_NAME_UNKNOWN: {
    kind: 'config',
    exit: 1,
    sentence: 'Nobody knows a server named {host}: {reason}.',
    remedy: 'Check the spelling of the address; inside a company network, check that this machine asks the company’s DNS server (VPN).',
  },
  TARGET_NOT_EWS: {
    kind: 'config',
    exit: 1,
    sentence: '{label} answers, but not as Exchange Web Services: {reason}.',
    remedy:
      'The address ends in /EWS/Exchange.asmx. Get-WebServicesVirtualDirectory | fl *Url shows it; proxies and sign-in portals in front of Exchange must let it pass.',
  },
  TARGET_SCHEME_NOT_OFFERED: {
    kind: 'config',
    exit: 1,
    sentence: 'Exchange at {label} does not offer {scheme} as a way to sign in; it offers {offered}.',
    remedy:
      'Choose one it offers under "auth", or allow it: Set-WebServicesVirtualDirectory -BasicAuthentication $true (or -WindowsAuthentication, -OAuthAuthentication).',
  },
  TARGET_FORGETS_MARKS: {
    kind: 'config',
    exit: 1,
    sentence:
      'Exchange at {label} forgets the properties Godwit knows its items by: {count} of them are in {mailbox} without their mark, and a further run would write them again.',
    remedy:
      'Undo this run. Then find out with check --deep what this server keeps; something between Godwit and Exchange (a gateway, an add-on) may drop named properties.',
  },
  TARGET_PROBE_LEFT: {
    kind: 'transient',
    exit: 1,
    sentence: 'Not everything the probe made could be removed: {reason}.',
    remedy: 'Run check --deep with the same mailboxes again: it removes first what is left. Subjects begin with «Godwit probe».',
  },
  TARGET_BUSY: {
    kind: 'transient',
    exit: 1,
    sentence: 'Exchange at {label} has no time: {reason}.',
    remedy:
      'Try again in a few minutes. A throttling policy for the service account helps: New-ThrottlingPolicy -EwsMaxConcurrency Unlimited …; Set-ThrottlingPolicyAssociation.',
  },
  TARGET_TIME_ZONES_UNKNOWN: {
    kind: 'config',
    exit: 1,
    sentence: 'Exchange at {label} does not know the time zones {zones}.',
    remedy: 'Install the Windows updates with current time zones on the Exchange servers; until then events of these zones are refused.',
  },
  TARGET_UNREACHABLE: {
    kind: 'transient',
    exit: 1,
    sentence: 'No Exchange answers at {label}: {reason}.',
    remedy: 'Check the address (https://…/EWS/Exchange.asmx), the network and the proxy.',
  },
  TARGET_CERTIFICATE: {
    kind: 'config',
    exit: 1,
    sentence: 'The certificate of {label} is not trusted: {reason}.',
    remedy: 'Name the certificate authority with "caFile", or use the name in the certificate.',
  },
  TARGET_LOGIN_FAILED: {
    kind: 'config',
    exit: 1,
    sentence: 'Exchange at {label} refuses the login of {user}.',
    remedy: 'Check user name and password, and which sign-in methods the EWS virtual directory allows (Get-WebServicesVirtualDirectory).',
  },
  TARGET_EWS_DISABLED: {
    kind: 'config',
    exit: 1,
    sentence: 'Exchange at {label} answers 403: EWS is switched off for this tenant, application or mailbox.',
    remedy:
      'Exchange Online switches EWS off since 2026-10-01 and for good on 2027-04-01. Until then: Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs <existing ids>,<this application’s id>; Set-CASMailbox <mailbox> -EwsEnabled $true; it takes up to 24 hours.',
  },
  TARGET_IMPERSONATION_DENIED: {
    kind: 'config',
    exit: 1,
    sentence: 'The service account may not act for {mailbox}.',
    remedy:
      'On premises: New-ManagementRoleAssignment -Role ApplicationImpersonation -User <account>; online: full_access_as_app with RBAC for Applications covering this mailbox.',
  },
  TARGET_MAILBOX_MISSING: {
    kind: 'config',
    exit: 1,
    sentence: 'Exchange has no mailbox {mailbox}.',
    remedy: 'Create it, or correct the mapping.',
  },
  TARGET_CALENDAR_CLOSED: {
    kind: 'config',
    exit: 1,
    sentence: 'The calendar of {mailbox} cannot be opened: {reason}.',
    remedy: 'Look at the mailbox in Exchange: is it enabled, moved, or over its quota?',
  },
  TARGET_MAILBOX_FULL: {
    kind: 'config',
    exit: 1,
    sentence: 'The mailbox {mailbox} is over its quota and takes nothing more.',
    remedy:
      'Raise the quota (Set-Mailbox {mailbox} -ProhibitSendReceiveQuota …) or make room, then run again: it goes on where it stopped.',
  },
  RUN_ELSEWHERE: {
    kind: 'transient',
    exit: 1,
    sentence: 'Another run is at work on the mailbox {mailbox}: {holder}, last seen {heartbeat}.',
    remedy: 'Let it finish or stop it there. If that workstation is gone for good, run again five minutes after it was last seen.',
  },
  TARGET_REFUSES: {
    kind: 'config',
    exit: 1,
    sentence: 'Exchange at {label} refuses to go on: {reason}.',
    remedy: 'Run `godwit check`: it says step by step what is missing.',
  },
  TARGET_MISSING: {
    kind: 'config',
    exit: 64,
    sentence: 'The config file names no target.',
    remedy: 'Add "target" with the EWS address and the service account; the README has an example.',
  },
  UNDO_UNKNOWN_RUN: {
    kind: 'config',
    exit: 64,
    sentence: 'The project knows no run {run}.',
    remedy: 'A run says its id when it begins; `godwit undo --dry-run` without --run takes everything together.',
  },
  UNDO_UNKNOWN_MAILBOX: {
    kind: 'config',
    exit: 64,
    sentence: 'The project has written nothing into the mailbox {mailbox}.',
    remedy: 'Name a mailbox of the plan; `godwit undo --dry-run` lists what was written.',
  },
  UNDO_NEEDS_YES: {
    kind: 'config',
    exit: 64,
    sentence: 'An undo removes what was written from {mailboxes} mailboxes; without a terminal nobody can confirm that.',
    remedy: 'Look at `godwit undo --dry-run`, then add --yes.',
  },
  DELTA_NEEDS_YES: {
    kind: 'config',
    exit: 64,
    sentence: 'A delta writes into {mailboxes} mailboxes; without a terminal nobody can confirm that.',
    remedy: 'Look at `godwit delta --dry-run`, then add --yes.',
  },
  RUN_NEEDS_YES: {
    kind: 'config',
    exit: 64,
    sentence: 'A run writes into {mailboxes} mailboxes; without a terminal nobody can confirm that.',
    remedy: 'Look at the preview, then add --yes.',
  },
} as const satisfies Record<string, ErrorEntry>;
