/** Terms, phrases, what must not be there, and what may be. */
import { describe, expect, it } from 'vitest'
import { filterPatternOf, matchesFilter } from './filterPattern'

function matches(text: string, message: string): boolean {
  const pattern = filterPatternOf(text)
  if ('key' in pattern) throw new Error(`${pattern.key} ${pattern.sign}`)
  return matchesFilter(pattern, message)
}

const messages = ['[ERROR 400] BAD REQUEST', '[ERROR 419] MISSING ARGUMENTS', '[WARN] slow "answer"', 'error: nothing', '']

describe('filterPattern', () => {
  it.each<[pattern: string, found: number[]]>([
    ['', [0, 1, 2, 3, 4]],
    ['   ', [0, 1, 2, 3, 4]],
    ['ERROR', [0, 1]],
    ['error', [3]],
    ['ERROR ARGUMENTS', [1]],
    ['"[ERROR 400]"', [0]],
    ['ERROR -ARGUMENTS', [0]],
    ['-ERROR', [2, 3, 4]],
    ['-"ERROR 4"  -error', [2, 4]],
    ['?WARN ?BAD', [0, 2]],
    // Beside a term that must be there, one that may be counts for nothing.
    ['?WARN ERROR', [0, 1]],
    ['?WARN -BAD', [1, 2, 3, 4]],
    ['"slow \\"answer\\""', [2]],
    ['ERROR"419"', [1]],
  ])('%j finds %j', (pattern, found) => {
    expect(messages.flatMap((message, at) => (matches(pattern, message) ? [at] : []))).toEqual(found)
  })

  it.each([
    ['{ $.a = 1 }', 'filterPatternForm'],
    ['[ip, user]', 'filterPatternForm'],
    ['%4[0-9]{2}%', 'filterPatternForm'],
    ['status=400', 'filterPatternTerm'],
    ['-', 'filterPatternTerm'],
    ['ERROR "no end', 'filterPatternQuote'],
    ['"', 'filterPatternQuote'],
  ])('%j is none: %s', (pattern, key) => {
    expect(filterPatternOf(pattern)).toMatchObject({ key })
  })

  it('takes any text in quotes, and time that grows with its length alone', () => {
    const long = `"${'\\a'.repeat(100_000)}`
    expect(filterPatternOf(long)).toMatchObject({ key: 'filterPatternQuote' })
    expect(matches('"한글 샤드"', 'x 한글 샤드 y')).toBe(true)
  })
})
