import { checkHeader, checkRequest, isKnownRequest, SchemaViolation } from '../schema/checkElement.ts';
import { parseXml } from '../xml/parseXml.ts';
import { lineAndPosition, XmlError } from '../xml/XmlError.ts';
import { child, SOAP_NAMESPACE } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { escapeXml, t } from '../xml/xmlText.ts';
import { SoapFault } from './ResponseError.ts';

export interface Envelope {
  readonly header: XmlElement | undefined;
  readonly request: XmlElement;
}

/** Reads a SOAP 1.1 envelope and checks its header and body; what is wrong is told with line and position, as Exchange does. */
export function readEnvelope(text: string): Envelope {
  try {
    const envelope = parseXml(text);
    if (envelope.namespace !== SOAP_NAMESPACE || envelope.name !== 'Envelope')
      throw new SchemaViolation('The message is not a SOAP 1.1 envelope.', envelope);
    const header = child(envelope, 'Header');
    const body = child(envelope, 'Body');
    const request = body?.children[0];
    if (body === undefined || request === undefined) throw new SchemaViolation('The SOAP body is missing or empty.', envelope);
    if (!isKnownRequest(request)) throw new SchemaViolation(`The element '${request.name}' is not an operation known here.`, request);
    header?.children.forEach(checkHeader);
    checkRequest(request);
    return { header, request };
  } catch (error) {
    if (error instanceof XmlError || error instanceof SchemaViolation) throw schemaFault(error, text);
    throw error;
  }
}

function schemaFault(error: XmlError | SchemaViolation, text: string): SoapFault {
  const { line, position } = lineAndPosition(text, error.offset);
  const messageXml = t('LineNumber', line) + t('LinePosition', position) + `<t:Violation>${escapeXml(error.message)}</t:Violation>`;
  return new SoapFault('ErrorSchemaValidation', { message: `The request failed schema validation: ${error.message}`, messageXml });
}
