import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envelope, post } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { schemaFile, XsdValidator } from '../simulator/schema/XsdValidator.ts';
import { readEnvelope } from '../simulator/soap/readEnvelope.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';

/** Microsoft's files are not ours to ship: GODWIT_EWS_XSD names a folder that holds exchange-se/ and exchange-2013sp1/. */
const schema = schemaFile('ExchangeSE');
const samplesFolder = join(process.env['GODWIT_EWS_XSD'] ?? '', '..', 'samples');
const samples = schema !== null && existsSync(samplesFolder) ? readdirSync(samplesFolder).filter((name) => name.endsWith('.xml')) : [];
const reason = schema === null ? ' (skipped: GODWIT_EWS_XSD names no folder with Microsoft’s schema)' : '';

const MEETING = [
  '<t:Subject>s</t:Subject><t:Body BodyType="Text">b</t:Body><t:Categories><t:String>c</t:String></t:Categories><t:ReminderIsSet>false</t:ReminderIsSet>',
  `${make.namedProperty('key', 'k')}<t:UID>u</t:UID>${make.times('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z')}<t:LegacyFreeBusyStatus>OOF</t:LegacyFreeBusyStatus>`,
  `${make.attendees('RequiredAttendees', ['a@example.test'])}${make.weekly('Monday Friday', 3, '2026-12-07')}${make.zones('UTC')}`,
].join('');
const OWN: readonly string[] = [
  make.createItems([MEETING]),
  make.getItems([make.itemId('x'), make.occurrenceId('x', 2)], make.fields('item:Subject') + make.namedField('key')),
  make.findItems(make.page(10), { restriction: `<t:Exists>${make.namedField('key')}</t:Exists>` }),
  make.findItems(make.calendarView('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')),
  make.updateItem(make.itemId('x', 'y'), make.setField('item:Subject', '<t:Subject>x</t:Subject>')),
  make.deleteItems([make.itemId('x')]),
].map((body) => envelope(body, { mailbox: 'org@example.test', zone: 'UTC' }));

describe.skipIf(schema === null)(`Microsoft’s schema${reason}`, () => {
  let validator: XsdValidator;
  let simulator: SimulatorHandle;

  beforeAll(async () => {
    validator = await XsdValidator.open(schema ?? '');
    simulator = await startSimulator({ mailboxes: ['org@example.test', 'anna@example.test', 'bob@example.test'] });
  });
  afterAll(() => simulator.stop());

  it.each(samples)('is content with sample %s and with its answer', async (name) => {
    const answer = await post(simulator.url, readFileSync(join(samplesFolder, name), 'utf8'));
    const { responseViolations, requestViolations } = await simulator.counters();
    expect([answer.fault === 'ErrorSchemaValidation', requestViolations, responseViolations]).toEqual([false, [], []]);
  });

  it.each([
    ['wrong order', make.createItems([`${make.times('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z')}<t:Subject>late</t:Subject>`])],
    ['OutOfOffice', make.createItems(['<t:LegacyFreeBusyStatus>OutOfOffice</t:LegacyFreeBusyStatus>'])],
  ])('refuses %s, as our own tables do', (_what, body) => {
    const text = envelope(body);
    expect(validator.violations(text)).not.toEqual([]);
    expect(() => readEnvelope(text)).toThrow();
  });

  it('and our own tables agree about every request with one thing wrong', () => {
    const texts = [...samples.map((name) => readFileSync(join(samplesFolder, name), 'utf8')), ...OWN];
    const disagreements: string[] = [];
    let refused = 0;
    let count = 0;
    for (const text of texts) {
      for (const mutant of mutants(text)) {
        // That a body must hold something is SOAP's rule, not the schema's.
        if (mutant.includes('<soap:Body></soap:Body>')) continue;
        const ours = accepts(mutant);
        const theirs = validator.violations(mutant);
        count++;
        if (!ours) refused++;
        if (ours !== (theirs.length === 0))
          disagreements.push(`${ours ? 'we accept' : 'we refuse'}: ${theirs.join(' ')} ${difference(text, mutant)}`);
      }
    }
    expect(disagreements).toEqual([]);
    expect(count).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(200);
  });
});

function accepts(text: string): boolean {
  try {
    readEnvelope(text);
    return true;
  } catch {
    return false;
  }
}

/** One change each: an element dropped, doubled, or moved behind its neighbour; an attribute dropped; a value made nonsense. */
function* mutants(text: string): Generator<string> {
  const leaf = /<(t|m):(\w+)((?: \w+="[^"]*")*)(?:\/>|>([^<]*)<\/\1:\2>)/g;
  const leaves = [...text.matchAll(leaf)].map((match) => ({
    at: match.index,
    text: match[0],
    attributes: match[3] ?? '',
    content: match[4] ?? '',
  }));
  for (const [index, { at, text: element, attributes, content }] of leaves.entries()) {
    const before = text.slice(0, at);
    const after = text.slice(at + element.length);
    yield before + after;
    yield before + element + element + after;
    const next = leaves[index + 1];
    if (next?.at === at + element.length) yield before + next.text + element + text.slice(next.at + next.text.length);
    for (const [attribute] of attributes.matchAll(/ \w+="[^"]*"/g)) {
      yield before + element.replace(attribute, '') + after;
      yield before + element.replace(attribute, attribute.replace(/"[^"]*"/, '"no such value"')) + after;
    }
    if (content !== '') yield before + element.replace(`>${content}<`, '>no such value<') + after;
  }
}

function difference(text: string, mutant: string): string {
  let at = 0;
  while (text[at] === mutant[at]) at++;
  return mutant.slice(Math.max(0, at - 60), at + 80);
}
