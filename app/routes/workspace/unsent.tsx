import { Details, Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { useState, useEffect } from 'react';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import {
  useDevice,
  useDeviceSummary,
  forgetDevice,
  type Device,
  type DeviceSummary,
} from '#app/features/offline/device.tsx';
import { Link } from 'react-router';
import { Definitions } from '#app/components/definitions.tsx';
import type { UnreadableEntry } from '#app/features/offline/outbox.ts';
import { type ItemName, type OutboxEntry, readItemName } from '#app/features/offline/outbox-store.ts';
import styles from './unsent.module.css';
import { activityWords, indicatorWords } from '#app/features/entry/item-words.ts';
import { buildItemPath } from '#app/features/submission/report-paths.ts';

/** Waiting to be sent. Only the browser knows, so there is nothing to load. */
export default function UnsentPage() {
  return (
    <>
      <PageTitle parts={['Waiting to be sent']} />
      <PageHeading>Waiting to be sent</PageHeading>
      <noscript>
        <p>Without scripts nothing is stored on this device. What you saved is in the tracker.</p>
      </noscript>
      <UnsentList />
      <EraseDevice />
    </>
  );
}

/** For shared computers without a line, where signing out cannot be told to the tracker. */
function EraseDevice() {
  const device = useDevice();
  const { waiting } = useDeviceSummary();
  const [step, setStep] = useState<'offered' | 'asked' | 'done'>('offered');
  const erase = async () => {
    await forgetDevice(await device.outbox);
    setStep('done');
  };
  return (
    <Section id="erase" title="On a shared computer">
      <p>
        Signing out erases what is stored on this device: answers waiting to be sent, and copies of pages.
        While you are offline you can erase it here, and sign out when you are back online.
      </p>
      {step === 'offered' ? (
        <Button type="button" variant="secondary" onClick={() => setStep('asked')}>
          Erase what is stored on this device
        </Button>
      ) : null}
      {step === 'asked' ? (
        <ButtonGroup>
          <Button type="button" variant="danger" onClick={() => void erase()}>
            {waiting === 0
              ? 'Erase the copies'
              : `Erase the copies and ${waiting === 1 ? 'the answer' : `the ${waiting} answers`} that wait`}
          </Button>
          <Button type="button" variant="secondary" onClick={() => setStep('offered')}>
            Keep everything
          </Button>
        </ButtonGroup>
      ) : null}
      <p role="status">{step === 'done' ? 'Erased. Nothing of yours is stored on this device now.' : ''}</p>
    </Section>
  );
}

type Entry = OutboxEntry | UnreadableEntry;

/** What lies in the outbox, read anew with each piece of news about it; null until it has been read once. */
function useEntries(device: Device): Entry[] | null {
  const [entries, setEntries] = useState<Entry[] | null>(null);
  useEffect(() => {
    let isHere = true;
    const read = async () => {
      const found = await (await device.outbox).list();
      if (isHere) setEntries(found);
    };
    void read();
    const follow = device.subscribe(() => void read());
    return () => {
      isHere = false;
      follow();
    };
  }, [device]);
  return entries;
}

/** Everything that has not reached the tracker, why, and what can be done about it. */
function UnsentList() {
  const device = useDevice();
  const summary = useDeviceSummary();
  const entries = useEntries(device);
  const [isTrying, setTrying] = useState(false);
  if (entries === null) return <p>Checking this device…</p>;
  if (entries.length === 0) {
    return <p>Nothing is waiting on this device. Everything you wrote is saved in the tracker.</p>;
  }
  const sendNow = async () => {
    setTrying(true);
    await device.sendNow();
    setTrying(false);
  };
  return (
    <>
      <p>{describeLine(summary)}</p>
      <ButtonGroup>
        <Button type="button" onClick={() => void sendNow()} disabled={isTrying}>
          {isTrying ? 'Sending…' : 'Send now'}
        </Button>
      </ButtonGroup>
      <ul className={styles.list}>
        {entries.map((entry) => (
          <Unsent key={entry.id} entry={entry} summary={summary} device={device} />
        ))}
      </ul>
    </>
  );
}

function describeLine({ line, durable }: DeviceSummary): string {
  const place = durable
    ? 'They are stored on this device, even when the browser is closed'
    : 'This browser cannot store them: they are only on this page, so do not close it';
  if (line === 'signed_out')
    return `These answers have not reached the tracker. You have been signed out. ${place}.`;
  if (line === 'down') {
    return `These answers have not reached the tracker: you are offline. ${place}, and are sent when you are back online.`;
  }
  return `These answers have not reached the tracker yet. ${place}.`;
}

function Unsent({ entry, summary, device }: { entry: Entry; summary: DeviceSummary; device: Device }) {
  const name = readItemName(entry.item);
  const path = ('unreadable' in entry ? null : entry.page) ?? (name && findEntryPath(name));
  const label = name ? nameEntry(name) : entry.item;
  const words = 'unreadable' in entry ? [] : listDraftWords(entry.draft);
  const canGo = 'unreadable' in entry || entry.trouble?.kind === 'shut';
  return (
    <li className={styles.entry} data-unsent={name?.code}>
      <span className={styles.name}>{path ? <Link to={path}>{label}</Link> : label}</span>
      <p className={styles.state}>{describeState(entry, summary)}</p>
      {words.length > 0 ? (
        <Details summary="What you wrote">
          <Definitions
            layout="under"
            items={words.map(({ term, text }) => ({
              id: term,
              term,
              description: <span className={styles.words}>{text}</span>,
            }))}
          />
        </Details>
      ) : null}
      {canGo ? <Discard label={label} entry={entry} device={device} /> : null}
    </li>
  );
}

function describeState(entry: Entry, { sending }: DeviceSummary): string {
  if ('unreadable' in entry) {
    return 'This was encrypted with a key that is no longer in use, so it can be neither read nor sent.';
  }
  if (sending === entry.id) return 'Being sent…';
  switch (entry.trouble?.kind) {
    case 'conflict':
      return 'Needs your attention: somebody else has changed it. Open it to compare both versions and choose.';
    case 'refused':
      return `Needs your attention: ${entry.trouble.sentence} Open it to correct it.`;
    case 'shut':
      return `Cannot be sent: ${entry.trouble.sentence} Your text stays here until you discard it.`;
  }
  return entry.outgoing === null ? 'Open it to send it.' : 'Waiting to be sent.';
}

/** Work is never thrown away unasked. */
function Discard({ label, entry, device }: { label: string; entry: Entry; device: Device }) {
  const [isAsking, setAsking] = useState(false);
  const discard = async () => (await device.outbox).remove(entry.id);
  if (!isAsking) {
    return (
      <Button type="button" variant="quiet" compact onClick={() => setAsking(true)}>
        Discard
      </Button>
    );
  }
  return (
    <ButtonGroup>
      <Button type="button" variant="danger" compact onClick={() => void discard()}>
        Discard my text for {label}
      </Button>
      <Button type="button" variant="secondary" compact onClick={() => setAsking(false)}>
        Keep it
      </Button>
    </ButtonGroup>
  );
}

const kinds: Record<string, string> = {
  activity: 'Activity',
  indicator: 'Indicator',
  question: 'Answer to question',
};

/** What an entry is called in a list: "Activity A1.1, 2026-H1, TH". */
function nameEntry({ kind, code, round, reporter }: ItemName): string {
  return `${kinds[kind] ?? kind} ${code}, ${round}, ${reporter}`;
}

/** Where an entry that does not say it itself is seen to; null for answers to questions, which lie with their item. */
function findEntryPath({ kind, code, round, reporter }: ItemName): string | null {
  if (kind !== 'activity' && kind !== 'indicator') return null;
  return buildItemPath({ round, reporter, several: true }, kind, code);
}

const words: Record<string, string> = {
  ...Object.fromEntries(Object.entries(activityWords).map(([key, { label }]) => [key, label])),
  note: indicatorWords.note.label,
};

/** The words and figures of a draft, for reading and copying where its page cannot show them any more. */
function listDraftWords(draft: unknown): { term: string; text: string }[] {
  if (typeof draft === 'string') return [{ term: 'Answer', text: draft }];
  if (typeof draft !== 'object' || draft === null) return [];
  return Object.entries(draft).flatMap(([key, value]) => {
    if (typeof value === 'string' && value.trim() !== '') return [{ term: words[key] ?? key, text: value }];
    return key === 'cells' ? listCellWords(value) : [];
  });
}

function listCellWords(cells: unknown): { term: string; text: string }[] {
  if (typeof cells !== 'object' || cells === null) return [];
  return Object.entries(cells as Record<string, Record<string, string>>).flatMap(([key, cell]) => {
    const text = ['value', 'numerator', 'denominator', 'choice', 'text']
      .flatMap((part) => (cell[part]?.trim() ? [cell[part]] : []))
      .join(' of ');
    return text ? [{ term: key === '' ? 'Total' : key, text }] : [];
  });
}
