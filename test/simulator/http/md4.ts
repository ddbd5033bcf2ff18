/** MD4 (RFC 1320): NTLM's password hash needs it and OpenSSL 3 no longer offers it. */
export function md4(data: Buffer): Buffer {
  const length = data.length;
  const padded = Buffer.alloc((((length + 8) >> 6) + 1) * 64);
  data.copy(padded);
  padded[length] = 0x80;
  padded.writeUInt32LE((length * 8) >>> 0, padded.length - 8);
  let state: readonly number[] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < padded.length; at += 64) state = addBlock(state, padded.subarray(at, at + 64));
  const digest = Buffer.alloc(16);
  state.forEach((word, index) => digest.writeUInt32LE(word >>> 0, index * 4));
  return digest;
}

type Mix = (x: number, y: number, z: number) => number;

const ROUNDS: readonly {
  readonly mix: Mix;
  readonly add: number;
  readonly order: readonly number[];
  readonly shifts: readonly number[];
}[] = [
  { mix: (x, y, z) => (x & y) | (~x & z), add: 0, order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], shifts: [3, 7, 11, 19] },
  {
    ...{ mix: (x, y, z) => (x & y) | (x & z) | (y & z), add: 0x5a827999, shifts: [3, 5, 9, 13] },
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  },
  {
    ...{ mix: (x, y, z) => x ^ y ^ z, add: 0x6ed9eba1, shifts: [3, 9, 11, 15] },
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
  },
];

function addBlock(state: readonly number[], block: Buffer): readonly number[] {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (const { mix, add, order, shifts } of ROUNDS) {
    order.forEach((word, step) => {
      const sum = (a + mix(b, c, d) + block.readUInt32LE(word * 4) + add) | 0;
      const shift = shifts[step % 4] ?? 0;
      [a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c];
    });
  }
  return [a, b, c, d].map((word, index) => ((state[index] ?? 0) + word) | 0);
}
