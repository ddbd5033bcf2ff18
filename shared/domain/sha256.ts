/**
 * SHA-256 (FIPS 180-4) of a text, for what identifies things: the digest of its UTF-8 in hexadecimal. Every planned item has a key of
 * its own, and for so short a text a library's encoder, views and copies take several times as long as the hash.
 */
const BLOCK = 64;
const LENGTH_AT = 56;
const PRIMES = firstPrimes(64);
/** The first 32 bits of the fractions of the primes' square and cube roots (§4.2.2, §5.3.3). */
const INITIAL = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const HEX = Array.from({ length: 256 }, (_unused, byte) => byte.toString(16).padStart(2, '0'));

/** Long enough for any key; longer texts get a buffer of their own. */
const scratch = new Uint8Array(64 * BLOCK);
const scratchView = new DataView(scratch.buffer);
const schedule = new Int32Array(64);
const state = new Int32Array(8);

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
}

/** The digest's 64 lower-case digits. */
export function sha256(text: string): string {
  const longest = text.length * 3 + 2 * BLOCK;
  const bytes = longest <= scratch.length ? scratch : new Uint8Array(longest);
  const message = bytes === scratch ? scratchView : new DataView(bytes.buffer);
  const size = pad(bytes, message, encode(text, bytes));
  state.set(INITIAL);
  for (let block = 0; block < size; block += BLOCK) compress(message, block);
  let digest = '';
  for (const word of state) digest += hex(word >>> 24) + hex(word >>> 16) + hex(word >>> 8) + hex(word);
  return digest;
}

function hex(byte: number): string {
  return HEX[byte & 0xff] ?? '';
}

/** UTF-8; lone surrogates become U+FFFD, as every encoder makes them. */
function encode(text: string, bytes: Uint8Array): number {
  let size = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      bytes[size++] = unit;
      continue;
    }
    const code = unit < 0xd800 || unit > 0xdfff ? unit : (text.codePointAt(at) ?? unit);
    if (code > 0xffff) at += 1;
    size = encodeLong(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code, bytes, size);
  }
  return size;
}

function encodeLong(code: number, bytes: Uint8Array, from: number): number {
  let size = from;
  if (code < 0x800) bytes[size++] = 0xc0 | (code >> 6);
  else {
    if (code < 0x10000) bytes[size++] = 0xe0 | (code >> 12);
    else {
      bytes[size++] = 0xf0 | (code >> 18);
      bytes[size++] = 0x80 | ((code >> 12) & 0x3f);
    }
    bytes[size++] = 0x80 | ((code >> 6) & 0x3f);
  }
  bytes[size++] = 0x80 | (code & 0x3f);
  return size;
}

/** A one, noughts, and the length in bits, to whole blocks (§5.1.1). */
function pad(bytes: Uint8Array, message: DataView, length: number): number {
  const size = Math.ceil((length + 1 + BLOCK - LENGTH_AT) / BLOCK) * BLOCK;
  bytes[length] = 0x80;
  bytes.fill(0, length + 1, size);
  message.setUint32(size - 8, Math.floor(length / 2 ** 29));
  message.setUint32(size - 4, length << 3);
  return size;
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function fillSchedule(message: DataView, block: number): void {
  for (let at = 0; at < 16; at += 1) schedule[at] = message.getInt32(block + at * 4);
  for (let at = 16; at < 64; at += 1) {
    const early = schedule[at - 15] ?? 0;
    const late = schedule[at - 2] ?? 0;
    const mixed = (rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)) + (rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10));
    schedule[at] = (mixed + (schedule[at - 16] ?? 0) + (schedule[at - 7] ?? 0)) | 0;
  }
}

/** One block into the state (§6.2.2), in the standard's names. Taking the state apart as a list would double the time of a key. */
function compress(message: DataView, block: number): void {
  fillSchedule(message, block);
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let at = 0; at < 64; at += 1) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const added = ((ROUNDS[at] ?? 0) + (schedule[at] ?? 0)) | 0;
    const first = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + added) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  add(0, a);
  add(1, b);
  add(2, c);
  add(3, d);
  add(4, e);
  add(5, f);
  add(6, g);
  add(7, h);
}

function add(index: number, word: number): void {
  state[index] = ((state[index] ?? 0) + word) | 0;
}
