/** One element of a parsed request: names resolved to namespaces, whatever prefixes the client chose. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** Characters before its start tag. */
  readonly offset: number;
}

export const SOAP_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/';
export const MESSAGES_NAMESPACE = 'http://schemas.microsoft.com/exchange/services/2006/messages';
export const TYPES_NAMESPACE = 'http://schemas.microsoft.com/exchange/services/2006/types';

/** The first child of that name, or undefined. Namespaces were checked by the schema before anyone asks. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/** A child the schema says must be there. */
export function requiredChild(element: XmlElement, name: string): XmlElement {
  const found = child(element, name);
  if (found === undefined) throw new Error(`${element.name} has no ${name}, and the schema check let it pass`);
  return found;
}

/** The only child of a choice. */
export function onlyChild(element: XmlElement): XmlElement {
  const found = element.children[0];
  if (found === undefined) throw new Error(`${element.name} is empty, and the schema check let it pass`);
  return found;
}

export function childText(element: XmlElement | undefined, name: string): string | undefined {
  return child(element, name)?.text;
}

/** xs:boolean: exchangelib writes 0 and 1, .NET writes false and true. */
export function isTrue(text: string | undefined): boolean {
  return text === 'true' || text === '1';
}
