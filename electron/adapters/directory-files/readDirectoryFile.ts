import { readFile } from 'node:fs/promises';
import { Failure } from '../../../shared/domain/failure.ts';
import type { FactSource } from '../../../shared/domain/principal.ts';
import type { DirectoryFileReader, DirectoryReading } from '../../ports/DirectoryReader.ts';
import { parseCsv } from './csvTable.ts';
import { decodeText } from './decodeText.ts';
import type { DecodedText } from './decodeText.ts';
import { parseXml } from './parseXml.ts';
import { isAugmentsXml, readAugmentsXml } from './readAugmentsXml.ts';
import { isRecordTable, readRecordTable } from './readRecordTable.ts';
import type { ParsedRecords } from './readRecordTable.ts';
import { isResourcesXml, readResourcesXml } from './readResourcesXml.ts';

function reading(origin: string, source: FactSource, parsed: ParsedRecords): DirectoryReading {
  return { origin, source, records: parsed.records, warnings: parsed.warnings, isComplete: true, attributeNames: null };
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

/** What a file is shows in what it holds; names and endings are the customer’s. */
export function readDirectoryText(decoded: DecodedText, path: string): DirectoryReading {
  const { text } = decoded;
  const found = /^\s*</.test(text) ? readXml(text, path) : readTable(text, path);
  if (found === null) throw new Failure('DIRECTORY_FILE_UNRECOGNISED', { path });
  if (decoded.encoding !== 'windows-1252') return found;
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
