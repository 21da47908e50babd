import type { IncomingMessage } from 'node:http';
import type { Caller } from './caller.ts';
import {
  bodyPace,
  largestBody,
  largestDrained,
  largestOfFormer,
  largestOfStranger,
  largestUpload,
  type Pace,
  readBody,
  getAnnouncedLength,
} from './read-body.ts';
import { createRoom, type Room } from './room.ts';

export type Received =
  | { kind: 'body'; body: Buffer | { dropped: number }; release: () => void }
  | { kind: 'too large'; most: number }
  | { kind: 'busy' };

/**
 * The memory that bodies may take at once. Strangers have their own room, so that they never fill that of
 * members.
 */
export type BodyRooms = { members: Room; strangers: Room };

const megabyte = 1024 * 1024;

export function createBodyRooms(): BodyRooms {
  return {
    // One person's slow uploads leave most of the room to others.
    members: createRoom({
      capacity: 160 * megabyte,
      perOwner: 2 * largestUpload,
      waitMs: 45_000,
      waiting: 100,
      waitingPerOwner: 10,
    }),
    strangers: createRoom({
      capacity: 32 * megabyte,
      perOwner: 4 * megabyte,
      waitMs: 10_000,
      waiting: 200,
      waitingPerOwner: 40,
    }),
  };
}

const nothing = () => {};

/**
 * Receives the body of a request; the better known the sender, the larger it may be. Requests wait for room
 * without being read; `release` frees the room once the response is made. `address` is the owner for those not
 * signed in.
 */
export async function readBodyWithLimits(
  rooms: BodyRooms,
  incoming: IncomingMessage,
  caller: Caller,
  address: string,
  pace: Pace = bodyPace,
): Promise<Received> {
  if (incoming.method === 'GET' || incoming.method === 'HEAD') {
    return { kind: 'body', body: Buffer.alloc(0), release: nothing };
  }
  const { keep, drain } = findLimits(incoming, caller);
  const announced = getAnnouncedLength(incoming);
  if (announced > Math.max(keep, drain)) return { kind: 'too large', most: keep };
  // A body that will be dropped needs no room.
  if (announced > keep) return asReceived(await readBody(incoming, { keep: 0, drain, pace }), keep, nothing);
  const [room, owner] =
    caller.kind === 'member' ? [rooms.members, caller.session.viewer.personId] : [rooms.strangers, address];
  const isEmpty = announced === 0 && incoming.headers['transfer-encoding'] === undefined;
  const release = isEmpty ? nothing : await room.enter(announced || keep, owner);
  if (!release) {
    const drained = await readBody(incoming, { keep: 0, drain: Math.max(keep, drain), pace });
    return drained === 'too large' ? { kind: drained, most: keep } : { kind: 'busy' };
  }
  try {
    return asReceived(await readBody(incoming, { keep, drain, pace }), keep, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** How many bytes are kept, and up to how many are read and dropped so that a response can be sent. */
function findLimits({ headers }: IncomingMessage, caller: Caller): { keep: number; drain: number } {
  const isMultipart = (headers['content-type'] ?? '').startsWith('multipart/form-data');
  if (caller.kind === 'stranger') return { keep: largestOfStranger, drain: 0 };
  const drain = isMultipart ? largestDrained : 0;
  // Text typed before the session ended is shown again, to be sent after signing in; files with it are
  // dropped.
  if (caller.kind === 'former') return { keep: largestOfFormer, drain };
  return { keep: isMultipart ? largestUpload : largestBody, drain };
}

function asReceived(body: Awaited<ReturnType<typeof readBody>>, most: number, release: () => void): Received {
  if (body !== 'too large') return { kind: 'body', body, release };
  release();
  return { kind: body, most };
}
