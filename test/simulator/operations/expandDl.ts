import type { DirectoryEntry } from '../Directory.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { childText, requiredChild } from '../xml/XmlElement.ts';
import { t } from '../xml/xmlText.ts';
import { answerOne } from './answer.ts';
import type { Operation } from './Operation.ts';
import { directoryMailbox } from './resolveNames.ts';

/** The members of a group, one level deep: whoever wants all of them asks again for each group among them. */
export const expandDl: Operation = {
  name: 'ExpandDL',
  run: (request, context) =>
    answerOne({ operation: 'ExpandDL', empty: '' }, context, () => {
      const { directory } = context.services;
      const mailbox = requiredChild(request, 'Mailbox');
      const group = directory.find(childText(mailbox, 'EmailAddress') ?? childText(mailbox, 'Name') ?? '');
      if (group?.kind !== 'group') throw new ResponseError('ErrorNameResolutionNoResults', { message: 'No results were found.' });
      const members = group.entry.members.map((address) => memberElement(address, directory.find(address)));
      const range = `TotalItemsInView="${members.length}" IncludesLastItemInRange="true"`;
      return `<m:DLExpansion ${range}>${members.join('')}</m:DLExpansion>`;
    }),
};

function memberElement(address: string, known: DirectoryEntry | undefined): string {
  if (known !== undefined) return directoryMailbox(known);
  const inner = t('Name', address) + t('EmailAddress', address) + t('RoutingType', 'SMTP') + t('MailboxType', 'OneOff');
  return `<t:Mailbox>${inner}</t:Mailbox>`;
}
