import { readFile } from 'node:fs/promises';
import { Failure } from '../../../shared/domain/failure.ts';
import type { FactSource } from '../../../shared/domain/principal.ts';
import type { DirectoryFileReader, DirectoryReading } from '../../ports/DirectoryReader.ts';
import { parseCsv } from './csvTable.ts';
import { decodeText } from './decodeText.ts';
import type { DecodedText } from './decodeText.ts';
import { parseXml } from './parseXml.ts';
import { isPlistText, parsePlist } from './parsePlist.ts';
import { isCaldavdPlist, readCaldavdPlist } from './readCaldavdPlist.ts';
import { isDsclPlist, readDsclPlist } from './readDsclPlist.ts';
import { isDsclText, readDsclText } from './readDsclText.ts';
import { isDsExport, readDsExport } from './readDsExport.ts';
import { isLdif } from './parseLdif.ts';
import { readLdif } from './readLdif.ts';
import { isAugmentsXml, readAugmentsXml } from './readAugmentsXml.ts';
import { isRecordTable, readRecordTable } from './readRecordTable.ts';
import type { ParsedRecords } from './readRecordTable.ts';
import { isResourcesXml, readResourcesXml } from './readResourcesXml.ts';

type Parsed = ParsedRecords & { readonly isComplete?: boolean };

function reading(origin: string, source: FactSource, { records, warnings, isComplete = true }: Parsed): DirectoryReading {
  return { origin, source, records, warnings, isComplete, attributeNames: null };
}

function readPlist(text: string, path: string): DirectoryReading | null {
  const plist = parsePlist(text);
  if (isDsclPlist(plist)) return reading(path, 'plist', readDsclPlist(plist, path));
  if (!isCaldavdPlist(plist)) return null;
  return { origin: path, source: null, records: [], warnings: [], isComplete: true, attributeNames: readCaldavdPlist(plist) };
}

function readXml(text: string, path: string): DirectoryReading | null {
  const xml = parseXml(text);
  if (isResourcesXml(xml)) return reading(path, 'resources.xml', readResourcesXml(xml, path));
  if (isAugmentsXml(xml)) return reading(path, 'augments.xml', readAugmentsXml(xml, path));
  return null;
}

function readTable(text: string, path: string): DirectoryReading | null {
  const table = parseCsv(text);
  if (!isRecordTable(table)) return null;
  const { source, ...parsed } = readRecordTable(table, path);
  return reading(path, source, parsed);
}

/** Most telling first: a property list may have anything before it, a table has no mark of its own. */
function recognise(text: string, path: string): DirectoryReading | null {
  if (isPlistText(text)) return readPlist(text, path);
  if (/^\s*</.test(text)) return readXml(text, path);
  if (isDsExport(text)) return reading(path, 'dsexport', readDsExport(text, path));
  if (isLdif(text)) return reading(path, 'ldif', readLdif(text, path));
  return readTable(text, path) ?? (isDsclText(text) ? reading(path, 'dscl-text', readDsclText(text, path)) : null);
}

/** What a file is shows in what it holds; names and endings are the customer’s. */
export function readDirectoryText({ text, encoding }: DecodedText, path: string): DirectoryReading {
  const found = recognise(text, path);
  if (found === null) throw new Failure('DIRECTORY_FILE_UNRECOGNISED', { path });
  if (encoding !== 'windows-1252') return found;
  const warning = { where: 'file', reason: 'is not UTF-8; read as Windows-1252. Check names with accents' };
  return { ...found, warnings: [warning, ...found.warnings] };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('DIRECTORY_FILE_UNREADABLE', { path, reason }, { cause: error });
  }
}

/** Reads any export of a directory, by its content. */
export async function readDirectoryFile(path: string): Promise<DirectoryReading> {
  const bytes = await bytesOf(path);
  if (Buffer.from(bytes.subarray(0, 6)).toString('latin1') === 'bplist') throw new Failure('DIRECTORY_FILE_BINARY_PLIST', { path });
  return readDirectoryText(decodeText(bytes), path);
}

export const directoryFileReader: DirectoryFileReader = { read: readDirectoryFile };
