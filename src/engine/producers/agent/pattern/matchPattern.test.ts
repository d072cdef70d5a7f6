/** Our patterns against those of the language we run in, where both mean the same; and what would make those hang. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePattern, type Pattern } from './compilePattern'
import { findPattern, matchPrefix, matchWhole, PATTERN_WORK_MAX } from './matchPattern'

function compiled(text: string): Pattern {
  const pattern = compilePattern(text)
  if ('key' in pattern) throw new Error(JSON.stringify(pattern))
  return pattern
}

function whole(pattern: string, text: string): (string | null)[] | null {
  return matchWhole(compiled(pattern), text)?.groups ?? null
}

const atom = fc.constantFrom('a', 'b', '-', '.', '[ab]', '[^a]', '[a-c-]', '\\d', '\\w', '\\W', '\\.', '\\x41', '1', '\\b', '^', '$')
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((branches) => `(?:${branches.join('|')})`),
    tie('tree').map((body) => `(${body})`),
    // A loop whose body may take nothing ends differently in every language; so the body begins with a character.
    fc.tuple(tie('tree'), fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?')).map(([body, often]) => `(?:[ab1]${body})${often}`),
  ),
}))
const subject = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '-', '.', 'A'), maxLength: 12 })

test('the same match, and the same groups, as the language itself finds', () => {
  let matches = 0
  fc.assert(
    fc.property(tree, subject, (source, text) => {
      const native = new RegExp(source).exec(text)
      const own = findPattern(compiled(source), text, 0)
      expect(own === null ? null : [own.start, own.end]).toEqual(native === null ? null : [native.index, native.index + native[0].length])
      const nativeWhole = new RegExp(`^(?:${source})$`).test(text)
      expect(matchWhole(compiled(source), text) !== null).toBe(nativeWhole)
      const prefix = new RegExp(source, 'y').exec(text)
      expect(matchPrefix(compiled(source), text)?.end ?? null).toBe(prefix === null ? null : prefix[0].length)
      if (native !== null) matches++
    }),
    { numRuns: 2_000 },
  )
  expect(matches).toBeGreaterThan(200)
})

test('groups hold what they matched last, in order of their opening', () => {
  expect(whole('^(\\S+) (?:(\\w+):)?(\\w+)$', 'host core:error')).toEqual(['host', 'core', 'error'])
  expect(whole('^(\\S+) (?:(\\w+):)?(\\w+)$', 'host error')).toEqual(['host', null, 'error'])
  expect(whole('(?<one>a+?)(a*)', 'aaa')).toEqual(['a', 'aa'])
  expect(whole('((\\d)(\\d))+', '1234')).toEqual(['34', '3', '4'])
})

test.each([
  ['classes know ASCII alone', '\\w+', '샤드', false],
  ['a blank that is none of ASCII', '\\S+', 'a\u3000b', true],
  ['. takes a character beyond 65,535 whole', '.', '🚀', true],
  ['a class does too', '[🚀-🛸]', '🛰', true],
  ['. takes no line end', '.*', 'a\r', false],
  ['nor the next line of a mainframe', '.*', 'a\u0085b', false],
  ['(?s) takes all', '(?s).*', 'a\nb', true],
  ['(?i) is for letters of both cases', '(?i)Error [a-c]+', 'eRROR ABC', true],
  ['quoted text, of which the last character is repeated', '\\Q[a.b]*\\E+', '[a.b]**', true],
  ['$ stands before the last line end, which whole needs too', 'a$\\n', 'a\n', true],
  ['\\z does not', 'a\\z\\n', 'a\n', false],
  ['$ stands not between the two characters of a line end', 'a\\r$\\n', 'a\r\n', false],
  ['a negated class within one', '[^\\D1]+', '234', true],
  ['a hyphen between a class and a character', '[\\w-.]+', 'a-b.c', true],
])('%s', (_, pattern, text, expected) => {
  expect(matchWhole(compiled(pattern), text) !== null).toBe(expected)
})

describe('what it does not know it says', () => {
  test.each([
    ['(?=a)', 'patternFeature', '(?='],
    ['(?<=a)b', 'patternFeature', '(?<'],
    ['(?>a)', 'patternFeature', '(?>'],
    ['(?m)^a', 'patternFeature', '(?m'],
    ['(a)\\1', 'patternFeature', '\\1'],
    ['\\p{Alpha}', 'patternFeature', '\\p'],
    ['a++', 'patternFeature', '++'],
    ['[a[b]]', 'patternFeature', '[b'],
    ['[a-z&&[^b]]', 'patternFeature', '&&'],
    ['(a', 'patternSyntax', '('],
    ['a)', 'patternSyntax', ')'],
    ['[a', 'patternSyntax', '['],
    ['*a', 'patternSyntax', '*'],
    ['a**', 'patternSyntax', '*'],
    ['a{2,1}', 'patternSyntax', '{2,1}'],
    ['a{b}', 'patternSyntax', '{'],
    ['[z-a]', 'patternSyntax', '-'],
    ['a\\', 'patternSyntax', '\\'],
    ['a{1001}', 'patternTooLarge', '{1001}'],
    ['(?:(?:a{1000}){1000}){1000}', 'patternTooLarge', '4000'],
    ['(?:(?:(?:){1000}){1000}){1000}', 'patternTooLarge', '4000'],
    ['('.repeat(60) + ')'.repeat(60), 'patternTooLarge', '('],
    ['a'.repeat(2_001), 'patternTooLarge', '2001'],
  ])('%s', (text, key, sign) => {
    expect(compilePattern(text)).toEqual({ key, sign })
  })

  test('whatever is written, an answer comes', () => {
    const signs = fc.constantFrom('(', ')', '[', ']', '{', '}', '|', '*', '+', '?', '\\', '^', '$', '.', '-', ',', '1', '2', 'a', 'Q', 'E', ':', '<', '&', '🚀')
    fc.assert(
      fc.property(fc.string({ unit: signs, maxLength: 20 }), subject, (source, text) => {
        const pattern = compilePattern(source)
        if (!('key' in pattern)) findPattern(pattern, text, 0)
      }),
      { numRuns: 3_000 },
    )
  })
})

test('patterns that take other matchers ages', () => {
  const text = `${'a'.repeat(5_000)}!`
  for (const pattern of ['(a+)+', '(a|a)*', '(a*)*', '(?:a?){300}a{300}', '.*.*.*.*.*x', '(?:.*,){11}P']) {
    expect(matchWhole(compiled(pattern), text)).toBeNull()
  }
  expect(matchWhole(compiled('(a+)+!'), text)).not.toBeNull()
})

test('a text beyond what may be tried counts as one that does not match; its beginning is still looked at', () => {
  const pattern = compiled('a*')
  const fits = PATTERN_WORK_MAX / pattern.steps.length - 1
  expect(matchWhole(pattern, 'a'.repeat(fits))).not.toBeNull()
  expect(matchWhole(pattern, 'a'.repeat(fits + 1))).toBeNull()
  expect(matchPrefix(pattern, `b${'a'.repeat(fits)}`)?.end).toBe(0)
})
