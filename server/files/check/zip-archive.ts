import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { FileRefusal } from './file-refusal.ts';

/** All parts of a document together, unpacked. */
const largestUnpacked = 150 * 1000 * 1000;
const mostParts = 5000;

const damaged =
  'The file is damaged, or was made by a program that we do not know. Save it again and send that.';

type Entry = { name: string; method: number; crc: number; packed: number; size: number; offset: number };

/**
 * The parts of a zip file by name, unpacked. Trusts nothing that it says of itself: no part may be larger than it
 * says, overlap another, be there twice, lead out of the file or be locked, and nothing may stand before the first.
 * Throws FileRefusal.
 */
export function readZip(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { entries, end } = readDirectory(bytes, view);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > largestUnpacked) {
    throw new FileRefusal('The file unpacks to more than 150 MB. Send a smaller one, or a PDF of it.');
  }
  const parts = new Map<string, Uint8Array>();
  const known = new Set<string>();
  let free = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    const start = findData(view, entry, end);
    if (entry.offset < free) throw new FileRefusal(damaged);
    free = start + entry.packed;
    if (free > end) throw new FileRefusal(damaged);
    if (entry.name.endsWith('/')) continue;
    // Office programs do not tell "A.xml" from "a.xml"; two such parts are one that is read and one that is not.
    const name = entry.name.toLowerCase();
    if (known.has(name) || !isSafeName(entry.name)) throw new FileRefusal(damaged);
    known.add(name);
    parts.set(entry.name, unpack(bytes.subarray(start, free), entry));
  }
  return parts;
}

function readDirectory(bytes: Uint8Array, view: DataView): { entries: Entry[]; end: number } {
  const endAt = findEnd(view);
  const count = view.getUint16(endAt + 10, true);
  const size = view.getUint32(endAt + 12, true);
  const end = view.getUint32(endAt + 16, true);
  // Something before the archive would move it; a 64-bit archive has no place in 20 MB.
  if (count > mostParts || end + size !== endAt || view.getUint16(endAt + 8, true) !== count) {
    throw new FileRefusal(damaged);
  }
  const entries: Entry[] = [];
  let at = end;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > endAt || view.getUint32(at, true) !== 0x02014b50) throw new FileRefusal(damaged);
    const flags = view.getUint16(at + 8, true);
    if (flags & 1) throw new FileRefusal('The file is protected with a password. Save it without one.');
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths;
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.push({
      name: name.toString(flags & 0x800 ? 'utf8' : 'latin1'),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  if (at !== endAt) throw new FileRefusal(damaged);
  return { entries, end };
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at -= 1) {
    const fits = view.getUint32(at, true) === 0x06054b50;
    if (fits && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw new FileRefusal(damaged);
}

function findData(view: DataView, { offset }: Entry, end: number): number {
  if (offset + 30 > end || view.getUint32(offset, true) !== 0x04034b50) throw new FileRefusal(damaged);
  return offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
}

function isSafeName(name: string): boolean {
  return name !== '' && !/^[\\/]|^[a-z]:|\\|\0/i.test(name) && !name.split('/').includes('..');
}

function unpack(packed: Uint8Array, { method, size, crc }: Entry): Uint8Array {
  const content = method === 0 ? packed : method === 8 ? inflate(packed, size) : null;
  if (content?.length !== size || crc32(content) !== crc) throw new FileRefusal(damaged);
  return content;
}

function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch {
    return null;
  }
}

/** The first day that a zip file can name: when each part was written is nobody's business. */
const firstDay = 0x21;

/** Packs parts in their order, all with the same date. Pictures are packed already and are stored as they are. */
export function serialiseZip(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const written: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [part, content] of parts) {
    const name = Buffer.from(part);
    const isPacked = /\.(jpe?g|png|gif)$/i.test(part);
    const packed = isPacked ? content : deflateRawSync(content);
    // From the version that is needed to the length of the name: the same in both places.
    const fields = Buffer.alloc(24);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2);
    fields.writeUInt16LE(isPacked ? 0 : 8, 4);
    fields.writeUInt16LE(firstDay, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    written.push(Buffer.from('PK\u0003\u0004'), fields, Buffer.alloc(2), name, packed);
    const rest = Buffer.alloc(16);
    rest.writeUInt32LE(offset, 12);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, rest, name);
    offset += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...written, ...directory, end]);
}
