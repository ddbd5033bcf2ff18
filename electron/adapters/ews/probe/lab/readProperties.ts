import type { Answer } from '../../../../ports/ExchangeTarget.ts';
import type { LabProperty } from '../../../../ports/LabTarget.ts';
import { askOne } from '../../operations/askOne.ts';
import type { Soap } from '../../Soap.ts';
import { child, childText, type XmlNode } from '../../xml/readXml.ts';
import { escapeXml } from '../../xml/writeXml.ts';

const PROPERTIES: readonly (readonly [name: LabProperty, type: string])[] = [
  ['Appointment:0x8201', 'Integer'],
  ['Appointment:0x8202', 'SystemTime'],
  ['Appointment:0x8217', 'Integer'],
  ['Appointment:0x8218', 'Integer'],
  ['Appointment:0x8229', 'Boolean'],
  ['Meeting:0x1', 'SystemTime'],
  ['Meeting:0x3', 'Binary'],
  ['Meeting:0x1A', 'SystemTime'],
  ['Meeting:0x23', 'Binary'],
  ['tag:0x42', 'String'],
  ['tag:0x65', 'String'],
];

function fieldUri(name: string, type: string): string {
  const [set = '', id = ''] = name.split(':');
  const where = set === 'tag' ? `PropertyTag="${id}"` : `DistinguishedPropertySetId="${set}" PropertyId="${String(Number(id))}"`;
  return `<t:ExtendedFieldURI ${where} PropertyType="${type}"/>`;
}

/** Servers answer numbers in decimal or hexadecimal, as they like. */
function isOf(property: XmlNode, name: string): boolean {
  const [set = '', id = ''] = name.split(':');
  const given = child(property, 'ExtendedFieldURI')?.attributes;
  if (set === 'tag') return Number(given?.['PropertyTag']) === Number(id);
  return given?.['DistinguishedPropertySetId'] === set && Number(given['PropertyId']) === Number(id);
}

const SHAPE =
  '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>' +
  `${PROPERTIES.map(([name, type]) => fieldUri(name, type)).join('')}</t:AdditionalProperties></m:ItemShape>`;

function read(item: XmlNode): ReadonlyMap<LabProperty, string> {
  const written = item.children.filter(({ name }) => name === 'ExtendedProperty');
  return new Map(
    PROPERTIES.flatMap(([name]) => {
      const value = childText(
        written.find((property) => isOf(property, name)),
        'Value',
      );
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** GetItem of the MAPI properties a meeting consists of. */
export function readProperties(
  soap: Soap,
  mailbox: string,
  itemId: string,
  signal?: AbortSignal,
): Promise<Answer<ReadonlyMap<LabProperty, string>>> {
  const body = `<m:GetItem>${SHAPE}<m:ItemIds><t:ItemId Id="${escapeXml(itemId)}"/></m:ItemIds></m:GetItem>`;
  const request = { operation: 'GetItem', mailbox, body, ...(signal === undefined ? {} : { signal }) };
  return askOne(soap, request, (message) => {
    const item = child(message, 'Items')?.children[0];
    return item === undefined ? null : read(item);
  });
}
