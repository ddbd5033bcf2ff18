import { SaxesParser } from 'saxes';

export type PlistValue = string | PlistValue[] | PlistDictionary;

/** Keys and values of a dict. Numbers, dates and data stay text; true and false become `true` and `false`. */
export type PlistDictionary = Map<string, PlistValue>;

export interface ParsedPlist {
  /** Values of the top level: one a property list, several where files were joined. */
  readonly values: readonly PlistValue[];
  readonly errors: readonly string[];
  /** False when the text ends inside a value. */
  readonly isComplete: boolean;
}

export function isPlistText(text: string): boolean {
  return /<plist\b/.test(text.slice(0, 65_536));
}

/** A value under construction: where the next one goes. */
interface Open {
  readonly value: PlistValue[] | PlistDictionary;
  key: string;
}

class PlistBuilder {
  readonly values: PlistValue[] = [];
  readonly errors: string[] = [];
  readonly #open: Open[] = [];
  #text = '';

  get isInside(): boolean {
    return this.#open.length > 0;
  }

  #put(value: PlistValue): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) this.values.push(value);
    else if (Array.isArray(parent.value)) parent.value.push(value);
    else parent.value.set(parent.key, value);
  }

  openTag(name: string): void {
    this.#text = '';
    if (name !== 'array' && name !== 'dict') return;
    const value: PlistValue[] | PlistDictionary = name === 'array' ? [] : new Map<string, PlistValue>();
    this.#put(value);
    this.#open.push({ value, key: '' });
  }

  addText(text: string): void {
    this.#text += text;
  }

  closeTag(name: string): void {
    const parent = this.#open.at(-1);
    if (name === 'array' || name === 'dict') this.#open.pop();
    else if (name === 'key' && parent !== undefined) parent.key = this.#text;
    else if (name === 'true' || name === 'false') this.#put(name);
    else if (['string', 'integer', 'real', 'date', 'data'].includes(name)) this.#put(this.#text);
  }
}

/**
 * Reads XML property lists as dscl and plutil write them. What stands before the XML (the words of sudo or dscl itself) is passed over, a
 * last character cut off does no harm (PathItem.m copies one byte too few), and joined files are read one after the other.
 * Only predefined entities are known, so a hostile DOCTYPE expands to nothing.
 */
export function parsePlist(text: string): ParsedPlist {
  const builder = new PlistBuilder();
  let isComplete = true;
  const start = text.search(/<\?xml\b|<plist\b|<!DOCTYPE plist/);
  for (const document of text.slice(Math.max(start, 0)).split(/(?=<\?xml\b)/)) {
    if (document.trim() === '') continue;
    const part = new PlistBuilder();
    const parser = new SaxesParser();
    parser.on('error', (error) => part.errors.push(error.message));
    parser.on('opentag', ({ name }) => part.openTag(name));
    parser.on('text', (more) => part.addText(more));
    parser.on('cdata', (more) => part.addText(more));
    parser.on('closetag', ({ name }) => part.closeTag(name));
    parser.write(document).close();
    const endsInside = document.lastIndexOf('</plist') < 0;
    if (endsInside) isComplete = false;
    builder.values.push(...part.values);
    // A missing last `>` is the one error that is known and harmless.
    if (endsInside || /<\/plist\s*>/.test(document)) builder.errors.push(...part.errors);
  }
  return { values: builder.values, errors: builder.errors, isComplete };
}
