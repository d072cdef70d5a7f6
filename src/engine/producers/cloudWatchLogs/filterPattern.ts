/**
 * Filter patterns of unstructured log events: terms and phrases, told apart by case, that an event holds, or must not hold
 * (`-`), or of which it holds any (`?`). Left out: patterns of JSON (`{…}`) and of columns (`[…]`), and regular expressions.
 */

export interface FilterPattern {
  all: string[]
  none: string[]
  any: string[]
}

export interface FilterPatternFault {
  /** A form that we leave out, a term that needs quotes, or a quote without an end. */
  key: 'filterPatternForm' | 'filterPatternTerm' | 'filterPatternQuote'
  sign: string
}

const TOKEN = /([-?]?)(?:"((?:[^"\\]|\\.)*)("?)|([^\s"]+))/gy
const BLANKS = /\s*/gy
/** What else must stand in quotes. */
const PLAIN_TERM = /^[\p{L}\p{N}_]+$/u

const read = new Map<string, FilterPattern | FilterPatternFault>()
const READ_MAX = 64

export function filterPatternOf(text: string): FilterPattern | FilterPatternFault {
  let pattern = read.get(text)
  if (pattern === undefined) {
    pattern = parse(text)
    if (read.size >= READ_MAX) read.clear()
    read.set(text, pattern)
  }
  return pattern
}

export function matchesFilter({ all, none, any }: FilterPattern, message: string): boolean {
  if (none.some((term) => message.includes(term)) || !all.every((term) => message.includes(term))) return false
  // Beside other terms those with a question mark do not count.
  return any.length === 0 || all.length + none.length > 0 || any.some((term) => message.includes(term))
}

function parse(text: string): FilterPattern | FilterPatternFault {
  const trimmed = text.trim()
  if (/^[{[%]/.test(trimmed)) return { key: 'filterPatternForm', sign: trimmed[0] }
  const pattern: FilterPattern = { all: [], none: [], any: [] }
  for (let at = 0; at < trimmed.length; ) {
    TOKEN.lastIndex = at
    const [token, sign, phrase, quote, term] = (TOKEN.exec(trimmed) ?? []) as (string | undefined)[]
    if (token === undefined) return { key: 'filterPatternQuote', sign: trimmed.slice(at) }
    if (phrase !== undefined && quote === '') return { key: 'filterPatternQuote', sign: token }
    if (term !== undefined && !PLAIN_TERM.test(term)) return { key: 'filterPatternTerm', sign: term }
    const list = sign === '-' ? pattern.none : sign === '?' ? pattern.any : pattern.all
    list.push(term ?? (phrase ?? '').replace(/\\(.)/g, '$1'))
    BLANKS.lastIndex = at + token.length
    BLANKS.exec(trimmed)
    at = BLANKS.lastIndex
  }
  return pattern
}
