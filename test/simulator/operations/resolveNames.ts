import type { DirectoryEntry } from '../Directory.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { isTrue, requiredChild } from '../xml/XmlElement.ts';
import { escapeXml, t } from '../xml/xmlText.ts';
import { answerOne, responseElement } from './answer.ts';
import type { Operation } from './Operation.ts';

/** ResolveNames never answers more. */
const MOST = 100;
const KINDS: Readonly<Record<DirectoryEntry['kind'], string>> = { mailbox: 'Mailbox', group: 'PublicDL', contact: 'Contact' };

/** Looks names and addresses up in the address book. Several hits are a warning, none an error. */
export const resolveNames: Operation = {
  name: 'ResolveNames',
  run: (request, context) => {
    const found = context.services.directory.resolve(requiredChild(request, 'UnresolvedEntry').text);
    const withContact = isTrue(request.attributes['ReturnFullContactData']);
    const form = { operation: 'ResolveNames', empty: '' };
    if (found.length > 1) return severalFound(found, withContact);
    return answerOne(form, context, () => {
      if (found.length === 0) throw new ResponseError('ErrorNameResolutionNoResults', { message: 'No results were found.' });
      return resolutionSet(found, withContact);
    });
  },
};

function severalFound(found: readonly DirectoryEntry[], withContact: boolean): string {
  const text = '<m:MessageText>Multiple results were found.</m:MessageText>';
  const code = '<m:ResponseCode>ErrorNameResolutionMultipleResults</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>';
  const inner = text + code + resolutionSet(found, withContact);
  return responseElement('ResolveNames', `<m:ResolveNamesResponseMessage ResponseClass="Warning">${inner}</m:ResolveNamesResponseMessage>`);
}

function resolutionSet(found: readonly DirectoryEntry[], withContact: boolean): string {
  const resolutions = found
    .slice(0, MOST)
    .map((one) => `<t:Resolution>${directoryMailbox(one)}${withContact ? contact(one) : ''}</t:Resolution>`);
  const isLast = found.length <= MOST;
  return `<m:ResolutionSet TotalItemsInView="${found.length}" IncludesLastItemInRange="${isLast}">${resolutions.join('')}</m:ResolutionSet>`;
}

export function directoryMailbox({ kind, entry }: DirectoryEntry): string {
  const inner = t('Name', entry.name) + t('EmailAddress', entry.address) + t('RoutingType', 'SMTP') + t('MailboxType', KINDS[kind]);
  return `<t:Mailbox>${inner}</t:Mailbox>`;
}

function contact({ entry }: DirectoryEntry): string {
  const address = `<t:EmailAddresses><t:Entry Key="EmailAddress1">SMTP:${escapeXml(entry.address)}</t:Entry></t:EmailAddresses>`;
  return `<t:Contact>${t('DisplayName', entry.name)}${address}${t('ContactSource', 'ActiveDirectory')}</t:Contact>`;
}
