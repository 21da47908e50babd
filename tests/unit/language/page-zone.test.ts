import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { DateText, DeadlineText, PageZoneProvider } from '#app/components/date-text.tsx';

const read = (element: ReactElement) => renderToStaticMarkup(element).replace(/<[^>]*>/g, '');
const late = '2026-11-30T20:15:00Z';
const moment = createElement(DateText, { iso: late, withTime: true, withZone: true });

test('a page has one clock: the reader’s where it has one, or UTC', () => {
  const inBangkok = (child: ReactElement) =>
    read(createElement(PageZoneProvider, { value: 'Asia/Bangkok' }, child));
  expect(read(moment)).toBe('30 November 2026, 20:15 (UTC)');
  expect(inBangkok(moment)).toBe('1 December 2026, 03:15 (Bangkok time)');
  expect(inBangkok(createElement(DateText, { iso: late }))).toBe('1 December 2026');
  // A day has no zone.
  expect(inBangkok(createElement(DateText, { iso: '2026-11-30' }))).toBe('30 November 2026');
  expect(inBangkok(createElement(DeadlineText, { on: '2026-11-30' }))).toBe(
    '30 November 2026, end of day UTC; 1 December, 07:00 in Bangkok',
  );
  expect(read(createElement(DeadlineText, { on: '2026-11-30' }))).toBe('30 November 2026, end of day UTC');
});
