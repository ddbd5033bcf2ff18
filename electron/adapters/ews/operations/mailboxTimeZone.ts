import { ianaOfWindowsId } from '../../../../shared/ews/windowsZones.ts';
import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { Soap } from '../Soap.ts';
import { childText, find, type XmlNode } from '../xml/readXml.ts';
import { askOne } from './askOne.ts';

/** Where Outlook on the web keeps what a user has chosen, the time zone among it. */
const BODY =
  '<m:GetUserConfiguration><m:UserConfigurationName Name="OWA.UserOptions"><t:DistinguishedFolderId Id="root"/></m:UserConfigurationName>' +
  '<m:UserConfigurationProperties>Dictionary</m:UserConfigurationProperties></m:GetUserConfiguration>';

function zoneIn(message: XmlNode): string | null {
  const entries = find(message, 'Dictionary')?.children ?? [];
  const entry = entries.find((candidate) => childText(find(candidate, 'DictionaryKey'), 'Value') === 'timezone');
  const id = entry === undefined ? undefined : childText(find(entry, 'DictionaryValue'), 'Value');
  return id === undefined ? null : ianaOfWindowsId(id);
}

/** The time zone a mailbox's owner has chosen, by its name in the tz database; null where nobody has chosen, or Windows knows no such zone. */
export async function mailboxTimeZone(soap: Soap, mailbox: string, signal?: AbortSignal): Promise<Answer<string | null>> {
  const request = { operation: 'GetUserConfiguration', mailbox, body: BODY, ...(signal === undefined ? {} : { signal }) };
  const answer = await askOne(soap, request, (message) => ({ zone: zoneIn(message) }));
  if (answer.ok) return { ok: true, value: answer.value.zone };
  // A mailbox nobody ever opened in a browser has no such object.
  return answer.failure.responseCode === 'ErrorItemNotFound' ? { ok: true, value: null } : answer;
}
