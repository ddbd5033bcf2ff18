import { ResponseError } from '../soap/ResponseError.ts';
import { decodeId } from '../store/ids.ts';
import { requiredChild } from '../xml/XmlElement.ts';
import { escapeXml } from '../xml/xmlText.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';

/** Only from EWS ids to EWS ids: clients use it to find out whose mailbox an id belongs to. */
export const convertId: Operation = {
  name: 'ConvertId',
  run: (request, context) => {
    const sources = requiredChild(request, 'SourceIds').children;
    const format = request.attributes['DestinationFormat'] ?? '';
    return answerEach({ operation: 'ConvertId', empty: '' }, sources, context, (source) => {
      const { Id = '', Format, Mailbox = '' } = source.attributes;
      if (Format !== 'EwsId' || format !== 'EwsId') throw new ResponseError('ErrorUnsupportedTypeForConversion');
      const target = decodeId(Id);
      if (target === undefined) throw new ResponseError('ErrorInvalidIdMalformed');
      const address = context.services.store.mailboxes.get(target.mailbox)?.address ?? Mailbox;
      const attributes = `Format="EwsId" Id="${Id}" Mailbox="${escapeXml(address)}"`;
      return `<m:AlternateId xmlns:xsi="${SCHEMA_INSTANCE}" xsi:type="t:AlternateIdType" ${attributes}/>`;
    });
  },
};
