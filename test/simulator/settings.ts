import { readFileSync } from 'node:fs';
import { USUAL_BEHAVIOUR } from './behaviour.ts';
import type { BehaviourSettings } from './behaviour.ts';
import { PROFILES } from './profiles.ts';

/** A server, and what it does by default (`profiles.ts`). */
export type Profile = 'Exchange2013' | 'Exchange2016' | 'Exchange2019' | 'ExchangeSE' | 'ExchangeOnline' | 'reversed';

export interface AccountSettings {
  readonly user: string;
  readonly password: string;
  /** Accepted as a bearer token for this account. */
  readonly token: string | null;
  /** Whom it may impersonate: everyone, or these addresses. */
  readonly impersonates: 'everyone' | readonly string[];
  /** Mailboxes it may open without impersonation (Full Access): everyone's, or these. */
  readonly fullAccess: 'everyone' | readonly string[];
}

export interface MailboxSettings {
  readonly address: string;
  readonly name: string;
  readonly kind: 'user' | 'room';
  /** What is done with meeting mail by itself: nothing, tentative entries, or answers (as rooms give them). */
  readonly automateProcessing: 'None' | 'AutoUpdate' | 'AutoAccept';
  /** Proxy addresses; they resolve to this mailbox. */
  readonly aliases: readonly string[];
  /** A disabled account cannot be impersonated. */
  readonly isDisabled: boolean;
  /** Items it holds before ErrorQuotaExceeded; null = no limit. */
  readonly quotaItems: number | null;
  /** It is being moved: ErrorMailboxMoveInProgress until then (milliseconds of the simulator's clock); null = it is not. */
  readonly movingUntil: number | null;
}

export interface GroupSettings {
  readonly address: string;
  readonly name: string;
  readonly members: readonly string[];
}

export type FaultAction =
  /** SOAP fault ErrorServerBusy with BackOffMilliseconds; nothing was done. */
  | { readonly kind: 'busy'; readonly backOffMs: number }
  /** From this item on, each is answered ErrorServerBusy. */
  | { readonly kind: 'busyItems'; readonly backOffMs: number; readonly fromItem: number }
  /** Each item is answered ErrorInternalServerError, with ErrorServerBusy as the inner code. */
  | { readonly kind: 'innerBusy'; readonly backOffMs: number }
  /** A SOAP fault with this code; nothing was done. */
  | { readonly kind: 'soapFault'; readonly code: string }
  | { readonly kind: 'http'; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'unauthorized' }
  /** The connection is closed: nothing was done, all was done, or half the answer was sent. */
  | { readonly kind: 'dropBefore' }
  | { readonly kind: 'dropAfter' }
  | { readonly kind: 'dropMidway' }
  /** All is done at once, the answer comes late. */
  | { readonly kind: 'slowReply'; readonly ms: number }
  /** The work itself is done late, long after the client may have gone. */
  | { readonly kind: 'lateCommit'; readonly ms: number }
  /** The answer ends in the middle, with a Content-Length that agrees. */
  | { readonly kind: 'truncate' }
  /** This item fails with the code, those after it are answered ErrorBatchProcessingStopped (Warning). */
  | { readonly kind: 'stopBatch'; readonly atItem: number; readonly code: string }
  /** Each item of the request fails with this code, by that chance. */
  | { readonly kind: 'itemError'; readonly code: string; readonly chance: number }
  /** Someone else saves every item this request wrote: ChangeKeys in the answer are stale when it arrives. */
  | { readonly kind: 'touch' }
  /** Another copy of the database takes over, which never heard of the last so many changes: items made by them are gone. Nothing is done. */
  | { readonly kind: 'failover'; readonly changes: number };

export interface FaultRule {
  readonly name: string;
  /** Only this operation; null = any. */
  readonly operation: string | null;
  /** Only requests for this mailbox; null = any. */
  readonly mailbox: string | null;
  /** Only requests whose text contains this; null = any. */
  readonly containing: string | null;
  /** Lets so many matching requests pass first. */
  readonly skip: number;
  /** Then strikes so often; null = always. */
  readonly times: number | null;
  /** Strikes a matching request by this chance (seeded). */
  readonly chance: number;
  readonly action: FaultAction;
}

export interface MessagingSettings {
  /** How long a mail is on its way. */
  readonly deliveryMs: number;
  /** How long after that the Calendar Attendant looks at it. */
  readonly attendantMs: number;
  /** Whether an invitation to a series carries its moved and deleted occurrences. */
  readonly exceptionsTravel: boolean;
  /** Whether the named properties of an item go with the invitation to the guests' copies. */
  readonly namedPropertiesTravel: boolean;
  /** Messages a mailbox sends within a minute; what is beyond is sent later. Null = as many as it likes. */
  readonly sendsPerMinute: number | null;
  /** Recipients a mailbox writes to within a day before ErrorSubmissionQuotaExceeded; null = no limit. */
  readonly recipientsPerDay: number | null;
}

export interface ModelSettings {
  readonly requestMs: number;
  readonly itemMs: number;
  /** Requests served at once (EwsMaxConcurrency). */
  readonly connections: number;
  readonly overflow: 'queue' | 'refuse';
}

export interface SimulatorSettings {
  readonly profile: Profile;
  /** Off: the tenant or server answers 403 to everything. */
  readonly isEwsEnabled: boolean;
  readonly seed: number;
  /** The instant the clock shows at start; null = the real time. */
  readonly startTime: string | null;
  readonly authentication: readonly ('basic' | 'bearer' | 'ntlm' | 'anonymous')[];
  readonly accounts: readonly AccountSettings[];
  readonly mailboxes: readonly MailboxSettings[];
  readonly groups: readonly GroupSettings[];
  /** People outside whom the address book knows. */
  readonly contacts: readonly { readonly address: string; readonly name: string }[];
  readonly model: ModelSettings;
  /** A request whose X-AnchorMailbox is not the impersonated mailbox: let it pass, or answer 503. */
  readonly anchorMailbox: 'ignore' | 'require';
  readonly duplicateUid: 'accept' | 'refuse';
  readonly messaging: MessagingSettings;
  /** Whether a client may write the properties that make an item a guest's copy (0x8217, 0x8218, SentRepresenting). */
  readonly keepsMeetingProperties: boolean;
  readonly behaviour: BehaviourSettings;
  readonly gzip: boolean;
  readonly faults: readonly FaultRule[];
}

/** What a test writes down: everything optional, mailboxes and accounts by their address or name alone if it likes. */
export type GivenSettings = Partial<
  Omit<SimulatorSettings, 'accounts' | 'mailboxes' | 'groups' | 'faults' | 'model' | 'messaging' | 'behaviour'>
> & {
  readonly accounts?: readonly (Partial<AccountSettings> & { readonly user: string })[];
  readonly mailboxes?: readonly (string | (Partial<MailboxSettings> & { readonly address: string }))[];
  readonly groups?: readonly (Partial<GroupSettings> & { readonly address: string })[];
  readonly faults?: readonly GivenFault[];
  readonly model?: Partial<ModelSettings>;
  readonly messaging?: Partial<MessagingSettings>;
  readonly behaviour?: Partial<BehaviourSettings>;
};

export type GivenFault = Partial<Omit<FaultRule, 'action'>> & { readonly action: FaultAction };

const ACCOUNT: AccountSettings = { user: 'svc', password: 'secret', token: 'a.b.c', impersonates: 'everyone', fullAccess: [] };
const MAILBOX: Omit<MailboxSettings, 'address' | 'name' | 'automateProcessing'> = {
  ...{ kind: 'user', aliases: [], isDisabled: false, quotaItems: null, movingUntil: null },
};
const DEFAULTS: SimulatorSettings = {
  ...{ profile: 'ExchangeSE', isEwsEnabled: true, seed: 1, startTime: null },
  ...{ authentication: ['basic', 'bearer', 'ntlm'], accounts: [ACCOUNT], mailboxes: [], groups: [], contacts: [] },
  messaging: {
    ...{ deliveryMs: 0, attendantMs: 0, exceptionsTravel: true, namedPropertiesTravel: false },
    ...{ sendsPerMinute: null, recipientsPerDay: null },
  },
  behaviour: USUAL_BEHAVIOUR,
  model: { requestMs: 0, itemMs: 0, connections: 27, overflow: 'queue' },
  ...{
    anchorMailbox: 'ignore',
    duplicateUid: 'accept',
    keepsMeetingProperties: true,
    gzip: false,
    faults: [],
  },
};

export function readSettings(file: string): SimulatorSettings {
  return completeSettings(JSON.parse(readFileSync(file, 'utf8')) as GivenSettings);
}

/** Settings at start: what is given over what its profile is by default. */
export function completeSettings(given: GivenSettings): SimulatorSettings {
  return changeSettings(given, changeSettings(PROFILES[given.profile ?? DEFAULTS.profile], DEFAULTS));
}

/** What is given over what there is; another profile changes the version alone. */
export function changeSettings(given: GivenSettings, base: SimulatorSettings): SimulatorSettings {
  const stranger = Object.keys(given).find((name) => !(name in DEFAULTS));
  if (stranger !== undefined) throw new Error(`The simulator has no setting named ${stranger}.`);
  return {
    ...base,
    ...given,
    model: { ...base.model, ...given.model },
    messaging: { ...base.messaging, ...given.messaging },
    behaviour: { ...base.behaviour, ...given.behaviour },
    accounts: given.accounts?.map((account) => ({ ...ACCOUNT, ...account })) ?? base.accounts,
    mailboxes: given.mailboxes?.map(completeMailbox) ?? base.mailboxes,
    groups: given.groups?.map((group) => ({ name: nameOf(group.address), members: [], ...group })) ?? base.groups,
    faults: given.faults?.map(completeFault) ?? base.faults,
  };
}

export function completeMailbox(given: string | (Partial<MailboxSettings> & { readonly address: string })): MailboxSettings {
  const settings = typeof given === 'string' ? { address: given } : given;
  const automateProcessing = settings.kind === 'room' ? 'AutoAccept' : 'AutoUpdate';
  return { ...MAILBOX, automateProcessing, name: nameOf(settings.address), ...settings };
}

export function completeFault(given: GivenFault): FaultRule {
  return { name: given.action.kind, operation: null, mailbox: null, containing: null, skip: 0, times: 1, chance: 1, ...given };
}

function nameOf(address: string): string {
  return address.slice(0, address.indexOf('@'));
}
