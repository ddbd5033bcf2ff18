import util from 'node:util';
import { escapeXml } from '../xml/writeXml.ts';

export type Library = typeof import('ews-javascript-api');

/** Node removed it in version 23; the library imports it for every extended property. */
function restoreIsNullOrUndefined(): void {
  if ('isNullOrUndefined' in util) return;
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
}

/** The part of the library that writes XML; it declares no type for it. */
interface LibraryWriter {
  WriteValue: (this: LibraryWriter, value: unknown, name: string) => void;
  WriteAttributeString: (this: LibraryWriter, ...namesAndValue: readonly unknown[]) => void;
}

function isWriterClass(value: unknown): value is { readonly prototype: LibraryWriter } {
  return typeof value === 'function' && ['WriteValue', 'WriteAttributeString'].every((name) => name in Object(value.prototype));
}

/** The library's writer puts values into its XML as they are: a title could close tags and add elements of its own. */
function escapeEverything(library: Library): void {
  const writerClass: unknown = Reflect.get(library, 'EwsServiceXmlWriter');
  if (!isWriterClass(writerClass)) throw new Error('ews-javascript-api writes its XML in another way than expected');
  const { prototype } = writerClass;
  const { WriteValue: writeValue, WriteAttributeString: writeAttribute } = prototype;
  prototype.WriteValue = function (value, name) {
    writeValue.call(this, escapeXml(String(value)), name);
  };
  prototype.WriteAttributeString = function (...given) {
    writeAttribute.call(this, ...given.slice(0, -1), escapeXml(String(given.at(-1))));
  };
}

async function load(): Promise<Library> {
  restoreIsNullOrUndefined();
  const library = await import('ews-javascript-api');
  escapeEverything(library);
  return library;
}

let loading: Promise<Library> | null = null;

/** ews-javascript-api behind guard rails. It costs 95 MB, so it is loaded when it is first needed, which no run ever does. */
export function loadLibrary(): Promise<Library> {
  return (loading ??= load());
}
