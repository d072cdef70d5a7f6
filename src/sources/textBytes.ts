/** The bytes of a file before they are lines: is it text, in which encoding, and how is it cut into blocks of lines. */
import { MIB } from '../base/units'

export interface ByteSurvey {
  encoding: string
  /** The bytes are not UTF-8, and nobody said what they are. */
  guessed: boolean
  /** Where the text begins, after a byte order mark. */
  startsAt: number
  lineBreaks: number
}

export interface LineBlock {
  /** Without their line feeds. */
  lines: string[]
  doneBytes: number
}

const BLOCK_BYTES = MIB
const LINE_FEED = 0x0a

/** Here every byte is a character. */
const ANY_BYTES = 'windows-1252'
const BYTES_BETWEEN_PAUSES = 8 * MIB

/** @param pause lets others use the thread, now and then. */
export async function surveyBytes({ bytes, encoding, pause }: { bytes: Uint8Array; encoding: string | null; pause: () => Promise<void> }): Promise<ByteSurvey> {
  const startsAt = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const lineBreaks = countLineBreaks(bytes)
  if (encoding !== null) return { encoding, guessed: false, startsAt, lineBreaks }
  for (const candidate of ['utf-8', 'euc-kr']) {
    if (await decodesAs({ bytes, encoding: candidate, pause })) return { encoding: candidate, guessed: candidate !== 'utf-8', startsAt, lineBreaks }
  }
  return { encoding: ANY_BYTES, guessed: true, startsAt, lineBreaks }
}

export function countLineBreaks(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count++
  return count
}

async function decodesAs({ bytes, encoding, pause }: { bytes: Uint8Array; encoding: string; pause: () => Promise<void> }): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
      decoder.decode(bytes.subarray(at, at + BLOCK_BYTES), { stream: true })
      if (at > 0 && at % BYTES_BETWEEN_PAUSES === 0) await pause()
    }
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** The file as blocks of whole lines, about 1 MiB each; a longer line is a block of its own. */
export function* readLineBlocks({ bytes, survey, blockBytes = BLOCK_BYTES }: { bytes: Uint8Array; survey: ByteSurvey; blockBytes?: number }): Generator<LineBlock> {
  const decoder = new TextDecoder(survey.encoding, { ignoreBOM: true })
  let at = survey.startsAt
  while (at < bytes.length) {
    const end = endOfBlock({ bytes, at, blockBytes })
    const text = decoder.decode(bytes.subarray(at, end))
    const lines = text.split('\n')
    if (bytes[end - 1] === LINE_FEED) lines.pop()
    at = end
    yield { lines, doneBytes: at }
  }
}

function endOfBlock({ bytes, at, blockBytes }: { bytes: Uint8Array; at: number; blockBytes: number }): number {
  const wanted = at + blockBytes
  if (wanted >= bytes.length) return bytes.length
  const last = bytes.subarray(at, wanted).lastIndexOf(LINE_FEED)
  if (last >= 0) return at + last + 1
  const next = bytes.indexOf(LINE_FEED, wanted)
  return next < 0 ? bytes.length : next + 1
}

/** Length of `text` in UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    if (unit < 0x800) length += 1
    else if (unit >= 0xd800 && unit <= 0xdbff && isLowSurrogate(text.charCodeAt(at + 1))) {
      length += 2
      at++
    } else length += 2
  }
  return length
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
