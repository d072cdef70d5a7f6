/**
 * MD5 (RFC 1321) into four 32-bit words, for the hash key of a partition key and for the checksum of an aggregate.
 * Our own, over typed arrays: no library reaches the millions of short keys a second that the engine needs.
 */

const BLOCK_WORDS = 16
const BLOCK_BYTES = 64
const LENGTH_WORD = 14
/** A key of 256 characters has at most 1,024 bytes of UTF-8: 17 blocks with its padding. */
const SCRATCH_WORDS = 17 * BLOCK_WORDS
const scratch = new Int32Array(SCRATCH_WORDS)
/** The same memory: MD5 reads its words from the lowest byte on, as does every machine that runs browsers today. */
const scratchBytes = new Uint8Array(scratch.buffer)
const digest = new Int32Array(4)
/** Of a number below 2^32, the last one first. */
const digits = new Uint8Array(10)

/**
 * Writes the MD5 of `text` in UTF-8 to `out[at … at+3]`, most significant word first; a lone surrogate counts as U+FFFD.
 * @param text at most 256 characters, as PartitionKey is.
 */
export function md5OfText(text: string, out: Uint32Array, at: number): void {
  scratch.fill(0, 0, BLOCK_WORDS)
  let length = 0
  for (let index = 0; index < text.length; index++) {
    let code = text.charCodeAt(index)
    if (code < 0x80) {
      length = putByte(length, code)
      continue
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = code <= 0xdbff ? text.charCodeAt(index + 1) : NaN
      if (low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        index++
      } else code = 0xfffd
    }
    length = putCodePoint(length, code)
  }
  finishDigest(length, out, at)
}

/** As `md5OfText` for `prefix` followed by the decimal digits of `number`, without making the text. @param number below 2^32. */
export function md5OfNumbered(prefix: string, number: number, out: Uint32Array, at: number): void {
  scratch.fill(0, 0, BLOCK_WORDS)
  let length = 0
  for (let index = 0; index < prefix.length; index++) length = putByte(length, prefix.charCodeAt(index))
  let digitCount = 0
  let rest = number >>> 0
  do {
    // Whole numbers throughout: the engine divides them without a division.
    const tenth = (rest / 10) >>> 0
    digits[digitCount++] = rest - 10 * tenth
    rest = tenth
  } while (rest > 0)
  while (digitCount > 0) length = putByte(length, 48 + digits[--digitCount])
  finishDigest(length, out, at)
}

/** As `md5OfText` for bytes of any number. */
export function md5OfBytes(bytes: Uint8Array, out: Uint32Array, at: number): void {
  startDigest()
  let from = 0
  for (; from + BLOCK_BYTES <= bytes.length; from += BLOCK_BYTES) {
    for (let word = 0, byte = from; word < BLOCK_WORDS; word++, byte += 4) {
      scratch[word] = bytes[byte] | (bytes[byte + 1] << 8) | (bytes[byte + 2] << 16) | (bytes[byte + 3] << 24)
    }
    mixBlock(scratch)
  }
  scratch.fill(0, 0, BLOCK_WORDS)
  let rest = 0
  while (from < bytes.length) rest = putByte(rest, bytes[from++])
  mixLastBlocks(rest, bytes.length)
  writeDigest(out, at)
}

function putByte(length: number, byte: number): number {
  if ((length & 63) === 0 && length > 0) scratch.fill(0, length >> 2, (length >> 2) + BLOCK_WORDS)
  scratchBytes[length] = byte
  return length + 1
}

function putCodePoint(start: number, code: number): number {
  let length = start
  if (code < 0x800) return putByte(putByte(length, 0xc0 | (code >> 6)), 0x80 | (code & 63))
  if (code < 0x10000) length = putByte(length, 0xe0 | (code >> 12))
  else {
    length = putByte(length, 0xf0 | (code >> 18))
    length = putByte(length, 0x80 | ((code >> 12) & 63))
  }
  length = putByte(length, 0x80 | ((code >> 6) & 63))
  return putByte(length, 0x80 | (code & 63))
}

function finishDigest(length: number, out: Uint32Array, at: number): void {
  startDigest()
  mixLastBlocks(length, length)
  writeDigest(out, at)
}

function startDigest(): void {
  digest[0] = 0x67452301
  digest[1] = 0xefcdab89 | 0
  digest[2] = 0x98badcfe | 0
  digest[3] = 0x10325476
}

/** @param held how many bytes the scratch holds, the last ones of `length` in all. */
function mixLastBlocks(held: number, length: number): void {
  const padded = putByte(held, 0x80)
  let end = ((padded - 1) >> 6) * BLOCK_WORDS
  if (((padded - 1) & 63) >= 56) {
    end += BLOCK_WORDS
    scratch.fill(0, end, end + BLOCK_WORDS)
  }
  scratch[end + LENGTH_WORD] = length << 3
  scratch[end + LENGTH_WORD + 1] = length >>> 29
  if (end === 0) mixBlock(scratch)
  else for (let from = 0; from <= end; from += BLOCK_WORDS) mixBlock(scratch.subarray(from, from + BLOCK_WORDS))
}

function writeDigest(out: Uint32Array, at: number): void {
  for (let word = 0; word < 4; word++) out[at + word] = swapBytes(digest[word])
}

function swapBytes(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0
}

/** One round of 64 steps, written out because this is the engine's hottest function. */
function mixBlock(block: Int32Array): void {
  let a = digest[0]
  let b = digest[1]
  let c = digest[2]
  let d = digest[3]
  a = (a + (d ^ (b & (c ^ d))) + block[0] + 0xd76aa478) | 0
  a = (((a << 7) | (a >>> 25)) + b) | 0
  d = (d + (c ^ (a & (b ^ c))) + block[1] + 0xe8c7b756) | 0
  d = (((d << 12) | (d >>> 20)) + a) | 0
  c = (c + (b ^ (d & (a ^ b))) + block[2] + 0x242070db) | 0
  c = (((c << 17) | (c >>> 15)) + d) | 0
  b = (b + (a ^ (c & (d ^ a))) + block[3] + 0xc1bdceee) | 0
  b = (((b << 22) | (b >>> 10)) + c) | 0
  a = (a + (d ^ (b & (c ^ d))) + block[4] + 0xf57c0faf) | 0
  a = (((a << 7) | (a >>> 25)) + b) | 0
  d = (d + (c ^ (a & (b ^ c))) + block[5] + 0x4787c62a) | 0
  d = (((d << 12) | (d >>> 20)) + a) | 0
  c = (c + (b ^ (d & (a ^ b))) + block[6] + 0xa8304613) | 0
  c = (((c << 17) | (c >>> 15)) + d) | 0
  b = (b + (a ^ (c & (d ^ a))) + block[7] + 0xfd469501) | 0
  b = (((b << 22) | (b >>> 10)) + c) | 0
  a = (a + (d ^ (b & (c ^ d))) + block[8] + 0x698098d8) | 0
  a = (((a << 7) | (a >>> 25)) + b) | 0
  d = (d + (c ^ (a & (b ^ c))) + block[9] + 0x8b44f7af) | 0
  d = (((d << 12) | (d >>> 20)) + a) | 0
  c = (c + (b ^ (d & (a ^ b))) + block[10] + 0xffff5bb1) | 0
  c = (((c << 17) | (c >>> 15)) + d) | 0
  b = (b + (a ^ (c & (d ^ a))) + block[11] + 0x895cd7be) | 0
  b = (((b << 22) | (b >>> 10)) + c) | 0
  a = (a + (d ^ (b & (c ^ d))) + block[12] + 0x6b901122) | 0
  a = (((a << 7) | (a >>> 25)) + b) | 0
  d = (d + (c ^ (a & (b ^ c))) + block[13] + 0xfd987193) | 0
  d = (((d << 12) | (d >>> 20)) + a) | 0
  c = (c + (b ^ (d & (a ^ b))) + block[14] + 0xa679438e) | 0
  c = (((c << 17) | (c >>> 15)) + d) | 0
  b = (b + (a ^ (c & (d ^ a))) + block[15] + 0x49b40821) | 0
  b = (((b << 22) | (b >>> 10)) + c) | 0
  a = (a + (c ^ (d & (b ^ c))) + block[1] + 0xf61e2562) | 0
  a = (((a << 5) | (a >>> 27)) + b) | 0
  d = (d + (b ^ (c & (a ^ b))) + block[6] + 0xc040b340) | 0
  d = (((d << 9) | (d >>> 23)) + a) | 0
  c = (c + (a ^ (b & (d ^ a))) + block[11] + 0x265e5a51) | 0
  c = (((c << 14) | (c >>> 18)) + d) | 0
  b = (b + (d ^ (a & (c ^ d))) + block[0] + 0xe9b6c7aa) | 0
  b = (((b << 20) | (b >>> 12)) + c) | 0
  a = (a + (c ^ (d & (b ^ c))) + block[5] + 0xd62f105d) | 0
  a = (((a << 5) | (a >>> 27)) + b) | 0
  d = (d + (b ^ (c & (a ^ b))) + block[10] + 0x02441453) | 0
  d = (((d << 9) | (d >>> 23)) + a) | 0
  c = (c + (a ^ (b & (d ^ a))) + block[15] + 0xd8a1e681) | 0
  c = (((c << 14) | (c >>> 18)) + d) | 0
  b = (b + (d ^ (a & (c ^ d))) + block[4] + 0xe7d3fbc8) | 0
  b = (((b << 20) | (b >>> 12)) + c) | 0
  a = (a + (c ^ (d & (b ^ c))) + block[9] + 0x21e1cde6) | 0
  a = (((a << 5) | (a >>> 27)) + b) | 0
  d = (d + (b ^ (c & (a ^ b))) + block[14] + 0xc33707d6) | 0
  d = (((d << 9) | (d >>> 23)) + a) | 0
  c = (c + (a ^ (b & (d ^ a))) + block[3] + 0xf4d50d87) | 0
  c = (((c << 14) | (c >>> 18)) + d) | 0
  b = (b + (d ^ (a & (c ^ d))) + block[8] + 0x455a14ed) | 0
  b = (((b << 20) | (b >>> 12)) + c) | 0
  a = (a + (c ^ (d & (b ^ c))) + block[13] + 0xa9e3e905) | 0
  a = (((a << 5) | (a >>> 27)) + b) | 0
  d = (d + (b ^ (c & (a ^ b))) + block[2] + 0xfcefa3f8) | 0
  d = (((d << 9) | (d >>> 23)) + a) | 0
  c = (c + (a ^ (b & (d ^ a))) + block[7] + 0x676f02d9) | 0
  c = (((c << 14) | (c >>> 18)) + d) | 0
  b = (b + (d ^ (a & (c ^ d))) + block[12] + 0x8d2a4c8a) | 0
  b = (((b << 20) | (b >>> 12)) + c) | 0
  a = (a + (b ^ c ^ d) + block[5] + 0xfffa3942) | 0
  a = (((a << 4) | (a >>> 28)) + b) | 0
  d = (d + (a ^ b ^ c) + block[8] + 0x8771f681) | 0
  d = (((d << 11) | (d >>> 21)) + a) | 0
  c = (c + (d ^ a ^ b) + block[11] + 0x6d9d6122) | 0
  c = (((c << 16) | (c >>> 16)) + d) | 0
  b = (b + (c ^ d ^ a) + block[14] + 0xfde5380c) | 0
  b = (((b << 23) | (b >>> 9)) + c) | 0
  a = (a + (b ^ c ^ d) + block[1] + 0xa4beea44) | 0
  a = (((a << 4) | (a >>> 28)) + b) | 0
  d = (d + (a ^ b ^ c) + block[4] + 0x4bdecfa9) | 0
  d = (((d << 11) | (d >>> 21)) + a) | 0
  c = (c + (d ^ a ^ b) + block[7] + 0xf6bb4b60) | 0
  c = (((c << 16) | (c >>> 16)) + d) | 0
  b = (b + (c ^ d ^ a) + block[10] + 0xbebfbc70) | 0
  b = (((b << 23) | (b >>> 9)) + c) | 0
  a = (a + (b ^ c ^ d) + block[13] + 0x289b7ec6) | 0
  a = (((a << 4) | (a >>> 28)) + b) | 0
  d = (d + (a ^ b ^ c) + block[0] + 0xeaa127fa) | 0
  d = (((d << 11) | (d >>> 21)) + a) | 0
  c = (c + (d ^ a ^ b) + block[3] + 0xd4ef3085) | 0
  c = (((c << 16) | (c >>> 16)) + d) | 0
  b = (b + (c ^ d ^ a) + block[6] + 0x04881d05) | 0
  b = (((b << 23) | (b >>> 9)) + c) | 0
  a = (a + (b ^ c ^ d) + block[9] + 0xd9d4d039) | 0
  a = (((a << 4) | (a >>> 28)) + b) | 0
  d = (d + (a ^ b ^ c) + block[12] + 0xe6db99e5) | 0
  d = (((d << 11) | (d >>> 21)) + a) | 0
  c = (c + (d ^ a ^ b) + block[15] + 0x1fa27cf8) | 0
  c = (((c << 16) | (c >>> 16)) + d) | 0
  b = (b + (c ^ d ^ a) + block[2] + 0xc4ac5665) | 0
  b = (((b << 23) | (b >>> 9)) + c) | 0
  a = (a + (c ^ (b | ~d)) + block[0] + 0xf4292244) | 0
  a = (((a << 6) | (a >>> 26)) + b) | 0
  d = (d + (b ^ (a | ~c)) + block[7] + 0x432aff97) | 0
  d = (((d << 10) | (d >>> 22)) + a) | 0
  c = (c + (a ^ (d | ~b)) + block[14] + 0xab9423a7) | 0
  c = (((c << 15) | (c >>> 17)) + d) | 0
  b = (b + (d ^ (c | ~a)) + block[5] + 0xfc93a039) | 0
  b = (((b << 21) | (b >>> 11)) + c) | 0
  a = (a + (c ^ (b | ~d)) + block[12] + 0x655b59c3) | 0
  a = (((a << 6) | (a >>> 26)) + b) | 0
  d = (d + (b ^ (a | ~c)) + block[3] + 0x8f0ccc92) | 0
  d = (((d << 10) | (d >>> 22)) + a) | 0
  c = (c + (a ^ (d | ~b)) + block[10] + 0xffeff47d) | 0
  c = (((c << 15) | (c >>> 17)) + d) | 0
  b = (b + (d ^ (c | ~a)) + block[1] + 0x85845dd1) | 0
  b = (((b << 21) | (b >>> 11)) + c) | 0
  a = (a + (c ^ (b | ~d)) + block[8] + 0x6fa87e4f) | 0
  a = (((a << 6) | (a >>> 26)) + b) | 0
  d = (d + (b ^ (a | ~c)) + block[15] + 0xfe2ce6e0) | 0
  d = (((d << 10) | (d >>> 22)) + a) | 0
  c = (c + (a ^ (d | ~b)) + block[6] + 0xa3014314) | 0
  c = (((c << 15) | (c >>> 17)) + d) | 0
  b = (b + (d ^ (c | ~a)) + block[13] + 0x4e0811a1) | 0
  b = (((b << 21) | (b >>> 11)) + c) | 0
  a = (a + (c ^ (b | ~d)) + block[4] + 0xf7537e82) | 0
  a = (((a << 6) | (a >>> 26)) + b) | 0
  d = (d + (b ^ (a | ~c)) + block[11] + 0xbd3af235) | 0
  d = (((d << 10) | (d >>> 22)) + a) | 0
  c = (c + (a ^ (d | ~b)) + block[2] + 0x2ad7d2bb) | 0
  c = (((c << 15) | (c >>> 17)) + d) | 0
  b = (b + (d ^ (c | ~a)) + block[9] + 0xeb86d391) | 0
  b = (((b << 21) | (b >>> 11)) + c) | 0
  digest[0] = (digest[0] + a) | 0
  digest[1] = (digest[1] + b) | 0
  digest[2] = (digest[2] + c) | 0
  digest[3] = (digest[3] + d) | 0
}
