import { expect, test } from 'vitest';
import { findMentions } from '#server/domain/conversation/mentions.rules.ts';

const people = [
  { id: '1', name: 'Siti Rahma' },
  { id: '2', name: 'Siti Rahma Dewi' },
  { id: '3', name: 'Somchai Prasert' },
  { id: '4', name: 'Nguyễn Văn An' },
];
const find = (text: string) => findMentions(text, people);

test('"@" and a name mention somebody, in whatever case and once', () => {
  expect(find('Please look, @somchai prasert. @Somchai Prasert?')).toEqual(['3']);
  expect(find('@Nguyễn Văn An: is this right?')).toEqual(['4']);
  expect(find('(@Siti Rahma Dewi), @Siti Rahma')).toEqual(['2', '1']);
});

test('the first name is enough where only one person has it', () => {
  expect(find('@Somchai, please')).toEqual(['3']);
  expect(find('@Siti, please')).toEqual([]);
});

test('addresses, longer names and names alone mention nobody', () => {
  expect(find('write to focal@somchai prasert')).toEqual([]);
  expect(find('@Somchaiya knows')).toEqual([]);
  expect(find('Somchai Prasert knows')).toEqual([]);
  expect(find('@nobody @ @@')).toEqual([]);
  expect(findMentions('@', [{ id: '5', name: ' ' }])).toEqual([]);
});
