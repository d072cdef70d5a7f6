/** JSON bodies in: valid UTF-8 of valid JSON whose texts are whole Unicode. */
import { ITEMS_MAX } from './cborCursor'
import { DEPTH_MAX } from './depth'

/** A shorter text is parsed in no time, however deep. */
const DEPTH_COUNTED_FROM = 65_536

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Escapes of JSON text: pairs of surrogates, surrogates alone, anything else. */
const ESCAPES = /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|[^])/g

/** @returns undefined for a body that is no JSON. */
export function decodeJson(body: Uint8Array): unknown {
  try {
    const text = utf8.decode(body)
    return isTooHeavy(text) || hasLoneSurrogate(text) ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

/** Bytes that are UTF-8 hold none; only an escape can bring one in. */
function hasLoneSurrogate(text: string): boolean {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return false
  for (const [, lone] of text.matchAll(ESCAPES)) if (lone !== undefined) return true
  return false
}

/** Deep, or so many lists and maps that they would take hundreds of megabytes. */
function isTooHeavy(text: string): boolean {
  if (text.length < DEPTH_COUNTED_FROM || countUpTo(text, '{', DEPTH_MAX) + countUpTo(text, '[', DEPTH_MAX) <= DEPTH_MAX) return false
  let depth = 0
  let brackets = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') at = endOfText(text, at)
    else if (character === '[' || character === '{') {
      depth++
      brackets++
    } else if (character === ']' || character === '}') depth--
    if (depth > DEPTH_MAX || brackets > ITEMS_MAX) return true
  }
  return false
}

/** A text cannot be deeper than it has brackets, and those are quickly found. */
function countUpTo(text: string, character: string, countMax: number): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0 && count <= countMax; at = text.indexOf(character, at + 1)) count++
  return count
}

/** @returns where the closing quote stands, or the end of what was never closed. */
function endOfText(text: string, opening: number): number {
  for (let at = text.indexOf('"', opening + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0
    while (text[at - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return at
  }
  return text.length
}
