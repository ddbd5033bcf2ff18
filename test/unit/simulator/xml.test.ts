import { describe, expect, it } from 'vitest';
import { parseXml } from '../../simulator/xml/parseXml.ts';
import { lineAndPosition, XmlError } from '../../simulator/xml/XmlError.ts';
import { escapeXml } from '../../simulator/xml/xmlText.ts';

describe('the XML reader', () => {
  it.each([
    ['', 'nothing at all'],
    ['text', 'no element'],
    ['<a>', 'an element that never ends'],
    ['<a></b>', 'another end than beginning'],
    ['<a/><b/>', 'two roots'],
    ['<a/>text', 'text after the root'],
    ['<p:a/>', 'a prefix nobody declared'],
    ['<a x="1" x="2"/>', 'an attribute twice'],
    ['<a x=1/>', 'an attribute without quotes'],
    ['<a x="<"/>', 'a bracket in an attribute'],
    ['<a>&nbsp;</a>', 'an entity of HTML'],
    ['<a>&</a>', 'a lone ampersand in text'],
    ['<a>&#0;</a>', 'a reference to NUL'],
    ['<a>&#x1F;</a>', 'a reference to a control character'],
    ['<a>&#xD800;</a>', 'half a surrogate pair'],
    ['<a>\u0007</a>', 'a control character'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'a DTD'],
    ['<a><![CDATA[x</a>', 'a CDATA section that never ends'],
    [`${'<a>'.repeat(200)}${'</a>'.repeat(200)}`, 'elements nested without end'],
  ])('refuses %j (%s)', (text) => {
    expect(() => parseXml(text)).toThrow(XmlError);
  });

  it('finds namespaces by any prefix, by default declarations, and only where they hold', () => {
    const root = parseXml('<x:a xmlns:x="one"><b xmlns="two"><c/><x:d xmlns:x="three"/></b><x:e/></x:a>');
    const names = [root, ...root.children, ...(root.children[0]?.children ?? [])].map(({ namespace, name }) => `${namespace}:${name}`);
    expect(names).toEqual(['one:a', 'two:b', 'one:e', 'two:c', 'three:d']);
  });

  it('resolves references, joins CDATA and makes line ends one', () => {
    const root = parseXml('<a b="&lt;&quot;&apos;&#228;"> &amp;<![CDATA[<x>&amp;]]>\r\n&#x1F600;</a>');
    expect([root.text, root.attributes]).toEqual([' &<x>&amp;\n😀', { b: '<"\'ä' }]);
  });

  it('reads back whatever was escaped', () => {
    const text = 'a & <b> "c" \r\n\t ä 😀 ]]> end';
    expect(parseXml(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`).text).toBe(text);
    expect(escapeXml('bell \u0007 gone')).toBe('bell  gone');
  });

  it('tells line and position from one', () => {
    expect(lineAndPosition('ab\ncd', 4)).toEqual({ line: 2, position: 2 });
  });
});
