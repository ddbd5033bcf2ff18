import { recordFromAttributes } from '../../../shared/directory/recordFromAttributes.ts';
import type { AttributeContext } from '../../../shared/directory/recordFromAttributes.ts';
import type { DirectoryRecord } from '../../../shared/domain/principal.ts';
import type { DirectoryWarning } from '../../ports/DirectoryReader.ts';
import type { ParsedRecords } from './readRecordTable.ts';

/** One record of an export: its attributes, and where it stands. */
export interface ExportedEntry {
  readonly where: string;
  readonly dn: string;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const PREFIX = /^dsAttrType(?:Standard|Native):/i;

/** Attribute names are compared without case (RFC 4512 §2.5), without Apple's type prefix and without options such as `;lang-ja`. */
export function attributeName(name: string): string {
  return name.replace(PREFIX, '').replace(/;.*$/, '').toLowerCase();
}

/** Adds values to an entry under its attribute's plain name. */
export function addValues(attributes: Map<string, string[]>, name: string, values: readonly string[]): void {
  const key = attributeName(name);
  const known = attributes.get(key);
  if (known === undefined) attributes.set(key, [...values]);
  else known.push(...values);
}

/** Turns entries into records; those that are nobody are dropped. */
export function collectRecords(entries: Iterable<ExportedEntry>, context: Omit<AttributeContext, 'dn'>): ParsedRecords {
  const records: DirectoryRecord[] = [];
  const warnings: DirectoryWarning[] = [];
  for (const { where, dn, attributes } of entries) {
    const made = recordFromAttributes((name) => attributes.get(name.toLowerCase()) ?? [], { ...context, dn });
    if (made === null) continue;
    records.push(made.record);
    warnings.push(...made.warnings.map((reason) => ({ where, reason })));
  }
  return { records, warnings };
}
