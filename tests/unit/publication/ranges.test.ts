import { expect, test } from 'vitest';
import { addressOf, documentKinds } from '#server/domain/publication/documents.ts';
import { parseDocument, serialiseDocument } from '#server/publications/serialise-document.ts';
import { value } from '#tests/support/small-publications.ts';

const address = addressOf.values('I-A1', '2024-H2');
const ranged = value('', { state: 'suppressed', value: null, least: 1, most: 10 });

test('values hold the limits of a range; a document without ranges is byte for byte what it was', () => {
  const read = (bytes: Uint8Array) => parseDocument(Buffer.from(bytes).toString());
  expect(read(serialiseDocument(address, [ranged]).bytes)).toEqual([ranged]);
  expect(documentKinds.values.schema.parse([ranged])).toEqual([ranged]);
  const plain = [value('14')];
  expect(documentKinds.values.schema.parse(plain)).toEqual(plain);
  expect(Buffer.from(serialiseDocument(address, plain).bytes).toString()).not.toMatch(/least|most/);
});

test('documents of earlier versions have no range', () => {
  const { keptFrom: _keptFrom, ...first } = value('14');
  expect(parseDocument(JSON.stringify({ kind: 'values', version: 1, body: [first] }))).toEqual([value('14')]);
  const totals = { 'I-A1': [{ round: '2024-H2', ...value('', { state: 'suppressed', value: null }) }] };
  expect(parseDocument(JSON.stringify({ kind: 'totals', version: 2, body: totals }))).toEqual(totals);
});
