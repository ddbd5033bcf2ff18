import { findZone } from '../calendar/windowsZones.ts';
import type { Zone } from '../calendar/windowsZones.ts';
import type { Services } from '../context.ts';
import type { AccountSettings, Profile } from '../settings.ts';
import type { StoredMailbox } from '../store/MailboxStore.ts';
import { child, onlyChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { SoapFault } from './ResponseError.ts';

const VERSIONS = `Exchange2007 Exchange2007_SP1 Exchange2009 Exchange2010 Exchange2010_SP1 Exchange2010_SP2 Exchange2012 Exchange2013
  Exchange2013_SP1 Exchange2015 Exchange2016 V2015_10_05 V2016_01_06 V2016_04_13 V2016_07_13 V2016_10_10 V2017_01_07 V2017_04_14
  V2017_07_11`.split(/\s+/);

/** A server refuses versions newer than itself. */
export function checkVersion(header: XmlElement | undefined, profile: Profile): void {
  const version = child(header, 'RequestServerVersion')?.attributes['Version'];
  if (version === undefined) return;
  const newest = profile === 'Exchange2013' ? 'Exchange2013_SP1' : 'V2017_07_11';
  if (VERSIONS.indexOf(version) <= VERSIONS.indexOf(newest)) return;
  throw new SoapFault('ErrorInvalidServerVersion', { message: 'The specified server version is invalid.' });
}

export function readTimeZoneContext(header: XmlElement | undefined): Zone | null {
  const definition = child(child(header, 'TimeZoneContext'), 'TimeZoneDefinition');
  if (definition === undefined) return null;
  const zone = findZone(definition.attributes['Id'] ?? '');
  if (zone === undefined) throw new SoapFault('ErrorTimeZone', { message: 'An error occurred while processing a time zone.' });
  return zone;
}

/** Whose mailbox the request acts on: the impersonated one, else the account's own, else none. */
export function readCaller(header: XmlElement | undefined, account: AccountSettings, services: Services): StoredMailbox | null {
  const impersonation = child(header, 'ExchangeImpersonation');
  if (impersonation === undefined) return services.store.mailboxes.find(account.user) ?? null;
  const who = onlyChild(onlyChild(impersonation));
  const text = who.text.trim();
  if (text === '') throw new SoapFault('ErrorInvalidExchangeImpersonationHeaderData');
  if (who.name === 'SID') throw new SoapFault('ErrorInvalidUserSid');
  const known = services.directory.mailbox(text);
  const stored = known === undefined ? undefined : services.store.mailboxes.find(known.address);
  if (known === undefined || stored === undefined) throw new SoapFault('ErrorNonExistentMailbox');
  if (who.name === 'PrimarySmtpAddress' && known.address.toLowerCase() !== text.toLowerCase())
    throw new SoapFault('ErrorNonPrimarySmtpAddress');
  if (known.isDisabled) throw new SoapFault('ErrorAccountDisabled');
  const { impersonates } = account;
  const isAllowed = impersonates === 'everyone' || impersonates.some((address) => address.toLowerCase() === known.address.toLowerCase());
  if (!isAllowed) throw new SoapFault('ErrorImpersonateUserDenied');
  return stored;
}
