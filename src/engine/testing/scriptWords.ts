/** The words of a text script: places in the hash-key space as fractions, spans of time, runs of equal words. */
import { ensure } from '../../base/assert'
import { US_PER_HOUR, US_PER_MINUTE, US_PER_MS, US_PER_SECOND, type SimUs } from '../../base/units'

const HASH_KEY_SPACE = 1n << 128n
const DENOMINATOR_MAX = 16n
const UNIT_US: Readonly<Record<string, number>> = { us: 1, ms: US_PER_MS, s: US_PER_SECOND, m: US_PER_MINUTE, h: US_PER_HOUR }

/** `1/3` is one of the width that CreateStream gives three shards; anything else is decimal. */
export function placeOf(word: string): bigint {
  const fraction = /^(\d+)\/(\d+)$/.exec(word)
  if (fraction === null) return word === '1' ? HASH_KEY_SPACE : BigInt(word)
  return BigInt(fraction[1]) * (HASH_KEY_SPACE / BigInt(fraction[2]))
}

/** As `[0..1/2)`: the end is excluded. */
export function rangeWord(range: { startingHashKey: bigint; endingHashKey: bigint }): string {
  return `[${placeWord(range.startingHashKey)}..${placeWord(range.endingHashKey + 1n)})`
}

function placeWord(place: bigint): string {
  if (place === 0n) return '0'
  if (place === HASH_KEY_SPACE) return '1'
  for (let denominator = 2n; denominator <= DENOMINATOR_MAX; denominator++) {
    const width = HASH_KEY_SPACE / denominator
    if (place % width === 0n && place / width < denominator) return `${place / width}/${denominator}`
  }
  return String(place)
}

/** `4s`, `250ms`, `24h`, and sums such as `24h+1s`. */
export function spanUs(word: string): SimUs {
  return word.split('+').reduce((sum, part) => {
    const [, number, unit] = ensure(/^(\d+)(us|ms|s|m|h)$/.exec(part), `a span of time in ${word}`)
    return sum + Number(number) * UNIT_US[unit]
  }, 0)
}

/** `a a a b b` as `a*3 b b`. */
export function foldRuns(words: readonly string[]): string {
  const runs: { word: string; count: number }[] = []
  for (const word of words) {
    const last = runs.length === 0 ? null : runs[runs.length - 1]
    if (last?.word === word) last.count++
    else runs.push({ word, count: 1 })
  }
  return runs.map(({ word, count }) => (count > 2 ? `${word}*${count}` : `${word} `.repeat(count).trimEnd())).join(' ')
}

/** `a*3 b` as `a a a b`. */
export function unfoldRuns(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const [, single, count] = /^(.*)\*(\d+)$/.exec(word) ?? [word, word, '1']
    return new Array<string>(Number(count)).fill(single)
  })
}
