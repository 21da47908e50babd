import { boolean, integer, text } from 'drizzle-orm/pg-core';
import { at, auth, clock, on } from './columns.ts';

export const person = auth.table('person', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  disabledAt: clock('disabled_at'),
  createdAt: clock('created_at').notNull().defaultNow(),
  updatedAt: clock('updated_at').notNull().defaultNow(),
  signedInAt: clock('signed_in_at'),
  seenOn: on('seen_on'),
  previousSignInAt: clock('previous_sign_in_at'),
});

export const session = auth.table('session', {
  id: text('id').primaryKey(),
  token: text('token').notNull(),
  personId: text('person_id').notNull(),
  expiresAt: clock('expires_at').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  createdAt: clock('created_at').notNull().defaultNow(),
  updatedAt: clock('updated_at').notNull().defaultNow(),
});

export const account = auth.table('account', {
  id: text('id').primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  personId: text('person_id').notNull(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: clock('access_token_expires_at'),
  refreshTokenExpiresAt: clock('refresh_token_expires_at'),
  scope: text('scope'),
  password: text('password'),
  createdAt: clock('created_at').notNull().defaultNow(),
  updatedAt: clock('updated_at').notNull().defaultNow(),
});

export const verification = auth.table('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: clock('expires_at').notNull(),
  createdAt: clock('created_at').notNull().defaultNow(),
  updatedAt: clock('updated_at').notNull().defaultNow(),
});

export const tryCounter = auth.table('try_counter', {
  key: text('key').primaryKey(),
  tries: integer('tries').notNull(),
  freeAt: at('free_at').notNull(),
  expiresAt: at('expires_at').notNull(),
});

export const signInWatch = auth.table('sign_in_watch', {
  personId: text('person_id').primaryKey(),
  failures: integer('failures').notNull().default(0),
  failuresBefore: integer('failures_before').notNull().default(0),
  untold: integer('untold').notNull().default(0),
  untoldSince: at('untold_since'),
  untoldUntil: at('untold_until'),
  places: text('places').array().notNull().default([]),
  delayToldAt: at('delay_told_at'),
  mailedAt: at('mailed_at'),
});
