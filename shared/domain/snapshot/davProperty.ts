import { SaxesParser } from 'saxes';

/** What the properties of RESOURCE_PROPERTY hold: text, an href, a word in an element name, component names. */
export interface DavProperty {
  /** Text directly inside the property. */
  readonly text: string;
  /** Text of the first `{DAV:}href`, null when none. */
  readonly href: string | null;
  /** Local names of the elements inside. */
  readonly elements: readonly string[];
  /** `name` attributes of `{urn:ietf:params:xml:ns:caldav}comp` elements. */
  readonly components: readonly string[];
}

/**
 * Reads the XML document a property is stored as (txdav/base/propertystore/sql.py); null when it is not well-formed.
 * saxes knows the five predefined entities only and declares none itself, so a hostile document cannot expand or fetch anything.
 */
export function parseDavProperty(xml: string): DavProperty | null {
  const found = { text: '', href: '', elements: new Array<string>(), components: new Array<string>() };
  const path: string[] = [];
  const errors: Error[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => errors.push(error));
  parser.on('opentag', (tag) => {
    if (path.length > 0) found.elements.push(tag.local);
    if (tag.local === 'comp') found.components.push(tag.attributes['name']?.value ?? '');
    path.push(tag.local);
  });
  parser.on('closetag', () => path.pop());
  const take = (text: string): void => {
    if (path.length === 1) found.text += text;
    else if (path.at(-1) === 'href') found.href += text;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.write(xml.trimStart()).close();
  if (errors.length > 0) return null;
  return { ...found, href: found.elements.includes('href') ? found.href.trim() : null };
}
