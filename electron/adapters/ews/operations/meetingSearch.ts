import { escapeXml } from '../xml/writeXml.ts';
import { childText, type XmlNode } from '../xml/readXml.ts';

const CLEAN_ID = 0x23;
const DATED_ID = 0x3;
/** Where the year of PidLidGlobalObjectId begins; month and day follow. */
const DATE_AT = 16;

const uri = (propertyId: number): string =>
  `<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="${String(propertyId)}" PropertyType="Binary"/>`;

/** PidLidCleanGlobalObjectId (MS-OXOCAL 2.2.1.28): the same in all copies of a meeting and in all its messages. */
export const CLEAN_GLOBAL_OBJECT_ID = uri(CLEAN_ID);

/** PidLidGlobalObjectId (MS-OXOCAL 2.2.1.27): what is about one occurrence alone carries its original date. */
export const GLOBAL_OBJECT_ID = uri(DATED_ID);

function isEqual(globalObjectId: string): string {
  const constant = Buffer.from(globalObjectId, 'hex').toString('base64');
  return (
    `<t:IsEqualTo>${CLEAN_GLOBAL_OBJECT_ID}<t:FieldURIOrConstant><t:Constant Value="${escapeXml(constant)}"/></t:FieldURIOrConstant>` +
    '</t:IsEqualTo>'
  );
}

/** A restriction to these meetings. UID cannot be searched for; the binary property can, by a base64 constant. */
export function ofMeetings(globalObjectIds: readonly string[]): string {
  const each = globalObjectIds.map(isEqual);
  return `<m:Restriction>${each.length === 1 ? each.join('') : `<t:Or>${each.join('')}</t:Or>`}</m:Restriction>`;
}

/** A binary property of an item as read, by the number in its path. */
function binary(node: XmlNode, propertyId: number): Buffer {
  const property = node.children.find(
    ({ name, children }) =>
      name === 'ExtendedProperty' && children.some(({ attributes }) => Number(attributes['PropertyId']) === propertyId),
  );
  return Buffer.from(childText(property, 'Value') ?? '', 'base64');
}

/** The property's value on an item as read, lower-case hexadecimal; '' where there is none. */
export function cleanGlobalObjectId(node: XmlNode): string {
  return binary(node, CLEAN_ID).toString('hex');
}

/** The original date of the one occurrence an item is about; null where it is about the whole meeting, or does not say. */
export function instanceDate(node: XmlNode): string | null {
  const id = binary(node, DATED_ID);
  if (id.length < DATE_AT + 4) return null;
  const [year, month, day] = [id.readUInt16BE(DATE_AT), id.readUInt8(DATE_AT + 2), id.readUInt8(DATE_AT + 3)];
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return year === 0 ? null : text;
}
