/**
 * The text of a made-up row: JSON that carries the record's own id and is exactly as long as it should be. The same row has
 * the same text wherever somebody looks at it, and it compresses about as such rows do.
 */
import { utf8Length, writeUtf8 } from '../../base/utf8'
import { formatRecordId, recordNumberOf } from '../recordId'

const EVENTS = ['page_view', 'search', 'add_to_cart', 'login', 'checkout', 'purchase', 'logout', 'error']
const STATUSES = [200, 200, 200, 201, 204, 301, 404, 500]
const WORDS = (
  'a about after all also an and any are as at back be because before buy by can cart check click could customer day delivery do ' +
  'down even find first for from get give go good have home how if in into it item its just know later like list long look make ' +
  'many more most new next no not now of off offer on one only open or order other our out over page people price product read ' +
  'return same say see sent shop show small so some store such take than that the their them then there these they this time to ' +
  'today two up use very view visit want was way week well went were what when which who will with work would year you your'
).split(' ')
/** Longer than the window of gzip, so that long rows do not compress by repeating themselves. */
const FILLER_BYTES = 65_536
const TAIL = '"}'

let filler: { bytes: Uint8Array; starts: Uint32Array } | null = null

/** What a reader gets as data of a record whose producer sent a size alone. */
export function simulatedData(recordId: number, partitionKey: string, dataBytes: number): Uint8Array {
  return rowText({ id: formatRecordId(recordId), number: recordNumberOf(recordId), partitionKey }, dataBytes)
}

export interface Row {
  /** Unique among all rows of a run. */
  id: string
  /** From which its made-up fields follow. */
  number: number
  partitionKey: string
}

/** JSON where there is room for the id; where there is not, as much of the end of the id as fits. */
export function rowText(row: Row, bytes: number): Uint8Array {
  const out = new Uint8Array(bytes)
  const id = `{"id":"${row.id}"`
  if (bytes <= id.length) {
    writeUtf8(row.id.slice(Math.max(0, row.id.length - bytes)).padEnd(bytes), out, 0)
    return out
  }
  const head = longestHead(id, row, bytes - TAIL.length)
  if (head === null) {
    out.fill(SPACE, writeUtf8(id, out, 0))
    out[bytes - 1] = CLOSING_BRACE
    return out
  }
  const from = writeUtf8(head, out, 0)
  writeUtf8(TAIL, out, bytes - TAIL.length)
  fill(out.subarray(from, bytes - TAIL.length), row.number)
  return out
}

const SPACE = 0x20
const CLOSING_BRACE = 0x7d

/** @returns null where there is only room for the id. */
function longestHead(id: string, { number, partitionKey }: Row, bytesMax: number): string | null {
  const mixed = mix(number)
  const key = `,"key":${JSON.stringify(partitionKey)}`
  const facts = `,"event":"${EVENTS[mixed & 7]}","status":${STATUSES[(mixed >>> 3) & 7]},"ms":${(mixed >>> 6) % 900}`
  for (const head of [`${id}${key}${facts},"text":"`, `${id}${key},"text":"`, `${id},"text":"`]) {
    if (utf8Length(head) <= bytesMax) return head
  }
  return null
}

function fill(text: Uint8Array, number: number): void {
  const { bytes, starts } = (filler ??= createFiller())
  let from = starts[mix(number + 1) % starts.length]
  for (let at = 0; at < text.length; ) {
    const part = bytes.subarray(from, from + text.length - at)
    text.set(part, at)
    at += part.length
    from = 0
  }
}

function createFiller(): { bytes: Uint8Array; starts: Uint32Array } {
  const bytes = new Uint8Array(FILLER_BYTES).fill(SPACE)
  const starts: number[] = []
  for (let at = 0; ; ) {
    const word = WORDS[mix(starts.length) % WORDS.length]
    if (at + word.length >= FILLER_BYTES) return { bytes, starts: Uint32Array.from(starts) }
    starts.push(at)
    at = writeUtf8(word, bytes, at) + 1
  }
}

/** 32 well-mixed bits of a whole number (the finisher of MurmurHash3). */
function mix(number: number): number {
  let bits = (number ^ Math.floor(number / 0x1_0000_0000)) >>> 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
