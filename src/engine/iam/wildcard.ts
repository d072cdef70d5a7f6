/** IAM's wildcards: `*` for any text, `?` for any one character. */

/** Within a pattern: the characters themselves. */
export const LITERAL_STAR = '\u0001'
export const LITERAL_MARK = '\u0002'

/** A pattern that is compared as a text. */
export function literal(pattern: string): string {
  return pattern.replaceAll(LITERAL_STAR, '*').replaceAll(LITERAL_MARK, '?')
}

/** Goes back to the last `*` alone, so its time is bounded by the product of both lengths. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let starAt = 0
  let p = 0
  while (at < text.length) {
    if (pattern[p] === '*') {
      star = p++
      starAt = at
    } else if (p < pattern.length && isOne(pattern[p], text[at])) {
      p++
      at++
    } else if (star >= 0) {
      p = star + 1
      at = ++starAt
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

function isOne(wanted: string, given: string): boolean {
  return wanted === given || wanted === '?' || (wanted === LITERAL_STAR && given === '*') || (wanted === LITERAL_MARK && given === '?')
}

/** ArnLike: each of the six parts by itself. */
export function matchesArn(pattern: string, arn: string): boolean {
  const wanted = partsOf(pattern)
  const given = partsOf(arn)
  return wanted.length === given.length && wanted.every((part, at) => matchesWildcard(part, given[at]))
}

const ARN_PARTS = 6

function partsOf(arn: string): string[] {
  const parts = arn.split(':')
  return parts.length <= ARN_PARTS ? parts : [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(':')]
}
