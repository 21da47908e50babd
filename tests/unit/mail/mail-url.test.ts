import { describe, expect, it } from 'vitest';
import {
  buildDefaultSender,
  isMailAddress,
  parseMailUrl,
  parseSender,
} from '#server/notifications/mail-url.rules.ts';

describe('the address of the mail server', () => {
  it('means TLS wherever mail leaves the machine', () => {
    expect(parseMailUrl('smtps://user:p%40ss@mail.example.org')).toEqual({
      host: 'mail.example.org',
      port: 465,
      secure: true,
      requireTls: false,
      auth: { user: 'user', pass: 'p@ss' },
    });
    expect(parseMailUrl('smtp://mail.example.org')).toMatchObject({
      port: 587,
      requireTls: true,
      auth: null,
    });
    expect(parseMailUrl('smtp://127.0.0.1:2525')).toMatchObject({ port: 2525, requireTls: false });
    expect(parseMailUrl('smtp://[::1]:25')).toMatchObject({ host: '::1', requireTls: false });
    expect(parseMailUrl('smtp://relay.example.org:25?tls=optional')).toMatchObject({ requireTls: false });
  });

  it('never gives a password to a line that may be read, and repeats nothing of it when refused', () => {
    for (const url of [
      'smtp://user:hunter2@relay.example.org?tls=optional',
      'http://user:hunter2@mail.example.org',
      'smtp://user:hunter2@mail.example.org/inbox',
      'smtp://user:hunter2@mail.example.org?tls=never',
      'smtp://user:%hunter2@mail.example.org',
    ]) {
      expect(() => parseMailUrl(url)).toThrow(/^MAIL_URL /);
      try {
        parseMailUrl(url);
      } catch (error) {
        expect(String(error)).not.toContain('hunter2');
      }
    }
  });
});

describe('addresses', () => {
  it('are one mailbox each, and nothing that would begin another header or name another reader', () => {
    for (const address of ['focal@ministry.example', 'a.b+c@mail-1.gov.example', 'x@localhost']) {
      expect(isMailAddress(address)).toBe(true);
    }
    for (const address of [
      'a@b.example\r\nBcc: all@example.org',
      'a@b.example, c@d.example',
      'Name <a@b.example>',
      'a@b@c.example',
      'a b@c.example',
      '"a"@b.example',
      '@b.example',
      `${'a'.repeat(65)}@b.example`,
      `a@${'b'.repeat(260)}`,
    ]) {
      expect(isMailAddress(address)).toBe(false);
    }
  });

  it('of the sender come with a name, or get the name of the tracker', () => {
    expect(parseSender('Tracker of ASEAN <no-reply@example.org>')).toEqual({
      name: 'Tracker of ASEAN',
      address: 'no-reply@example.org',
    });
    expect(parseSender('"Bohol" <a@example.org>')).toEqual({ name: 'Bohol', address: 'a@example.org' });
    expect(parseSender('a@example.org')).toEqual({ name: 'Bohol tracker', address: 'a@example.org' });
    for (const text of ['', 'Bohol', 'Bohol <a>', 'a@example.org\nBcc: b@example.org', '<a@b.c> <d@e.f>']) {
      expect(parseSender(text)).toBeNull();
    }
  });

  it('of the sender follow the public address of the tracker', () => {
    expect(buildDefaultSender('https://tracker.example.org').address).toBe('no-reply@tracker.example.org');
    expect(buildDefaultSender('http://127.0.0.1:3000').address).toBe('no-reply@localhost');
    expect(buildDefaultSender('http://[::1]:3000').address).toBe('no-reply@localhost');
  });
});
