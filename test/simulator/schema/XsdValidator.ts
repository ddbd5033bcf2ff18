import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { XsdValidator as LibraryValidator } from 'libxml2-wasm';
import type { Profile } from '../settings.ts';
import { parseXml } from '../xml/parseXml.ts';
import { SOAP_NAMESPACE, TYPES_NAMESPACE } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { escapeXml } from '../xml/xmlText.ts';

/** Microsoft's own schema files, where the operator of the tests has them (every Exchange serves them under /EWS/). */
export function schemaFile(profile: Profile): string | null {
  const folder = process.env['GODWIT_EWS_XSD'];
  if (folder === undefined || folder === '') return null;
  const file = join(folder, profile === 'Exchange2013' ? 'exchange-2013sp1' : 'exchange-se', 'messages.xsd');
  return existsSync(file) ? file : null;
}

/** Checks the parts of an envelope that have a schema: each header of Exchange's and the body. */
export class XsdValidator {
  private readonly library: typeof import('libxml2-wasm');
  private readonly validator: LibraryValidator;

  private constructor(library: typeof import('libxml2-wasm'), validator: LibraryValidator) {
    this.library = library;
    this.validator = validator;
  }

  static async open(file: string): Promise<XsdValidator> {
    const library = await import('libxml2-wasm');
    const { xmlRegisterFsInputProviders } = await import('libxml2-wasm/lib/nodejs.mjs');
    const { readFileSync } = await import('node:fs');
    xmlRegisterFsInputProviders();
    const schema = library.XmlDocument.fromBuffer(readFileSync(file), { url: file });
    try {
      return new XsdValidator(library, library.XsdValidator.fromDoc(schema));
    } finally {
      schema.dispose();
    }
  }

  /** Sentences about what is wrong; none where all is well. Fault envelopes have no schema. */
  violations(envelope: string): readonly string[] {
    const { children } = parseXml(envelope);
    const parts = children.flatMap((half) => half.children);
    return parts.filter((part) => part.namespace !== SOAP_NAMESPACE).flatMap((part) => this.check(part));
  }

  private check(part: XmlElement): readonly string[] {
    const document = this.library.XmlDocument.fromString(serialize(part));
    try {
      this.validator.validate(document);
      return [];
    } catch (error) {
      if (error instanceof this.library.XmlValidateError) return error.details.map((detail) => detail.message.trim());
      throw error;
    } finally {
      document.dispose();
    }
  }
}

/** The element by itself: a part cut out of an envelope has lost the prefixes declared outside. */
function serialize(element: XmlElement): string {
  const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  const inner = element.children.length === 0 ? escapeXml(element.text) : element.children.map(serialize).join('');
  // The one element whose type stands in the document itself; the reader keeps no attributes of other namespaces.
  if (element.name === 'AlternateId')
    attributes.push(' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', ` xmlns:t="${TYPES_NAMESPACE}" xsi:type="t:AlternateIdType"`);
  return `<${element.name} xmlns="${element.namespace}"${attributes.join('')}>${inner}</${element.name}>`;
}
