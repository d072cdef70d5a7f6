import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mathValue } from './mathValue'
import { parseMath } from './parseMath'

const IDS = ['m1', 'm2', 'age']

function worth(expression: string, values: Readonly<Record<string, number | null>> = {}, seconds = 60): number | null {
  const { tree, problem } = parseMath(expression, IDS)
  if (tree === null) throw new Error(JSON.stringify(problem))
  return mathValue(tree, { valueOf: (id) => values[id] ?? null, seconds })
}

describe('metric math', () => {
  it.each<[string, Record<string, number | null>, number | null]>([
    ['m1', { m1: 4 }, 4],
    ['m1', {}, null],
    ['m1 + m2 * 2', { m1: 1, m2: 3 }, 7],
    ['(m1 + m2) * 2', { m1: 1, m2: 3 }, 8],
    ['m1 - m2 - 1', { m1: 10, m2: 3 }, 6],
    ['m1 / m2 / 2', { m1: 12, m2: 3 }, 2],
    ['-m1 - -2', { m1: 5 }, -3],
    ['m1 / m2', { m1: 1, m2: 0 }, null],
    ['0 * (m1 / m2)', { m1: 1, m2: 0 }, null],
    ['m1 + m2', { m1: 1 }, null],
    ['FILL(m1, 0) + FILL(m2, 7)', { m1: 1 }, 8],
    ['fill(m1, m2)', { m2: 3 }, 3],
    ['MAX([m1, m2, 2])', { m1: 1 }, 2],
    ['MIN([m1, m2])', { m1: 9, m2: 4 }, 4],
    ['AVG(METRICS())', { m1: 1, m2: 2, age: 6 }, 3],
    ['SUM([m1, m2])', { m2: 4 }, 4],
    ['SUM([m1, m2])', {}, null],
    ['IF(m1 > 3, m1, m2)', { m1: 4 }, 4],
    ['IF(m1 > 3, m1, m2)', { m1: 3, m2: 8 }, 8],
    ['m1 > 3 AND m2 <= 1', { m1: 4, m2: 1 }, 1],
    ['m1 > 3 && m2 < 1 || m1 == 4', { m1: 4, m2: 1 }, 1],
    ['m1 != 4 or 0', { m1: 4 }, 0],
    ['ABS(m1) + CEIL(0.2) + FLOOR(1.8)', { m1: -3 }, 5],
    ['m1 / PERIOD(m1)', { m1: 600 }, 10],
    ['.5 * m1', { m1: 4 }, 2],
    [' m1\n\t+ 1. ', { m1: 4 }, 5],
  ])('%s over %o is %s', (expression, values, expected) => {
    expect(worth(expression, values)).toBe(expected)
  })

  it('is what the sample for autoscaling writes', () => {
    const expression = 'MAX([FILL(m1,0)/(1024*1024*PERIOD(m1)*4), FILL(m2,0)/(1000*PERIOD(m2)*4), (FILL(age,0)/1000/60)*(0.25/30)])'
    expect(worth(expression, { m1: 60 * 4 * 1_048_576 })).toBe(1)
    expect(worth(expression, { m2: 120_000 })).toBe(0.5)
    expect(worth(expression, { m2: 120_000, age: 120 * 60_000 })).toBe(1)
  })

  it.each<[string, object]>([
    ['', { key: 'mathEnd' }],
    ['m1 +', { key: 'mathEnd' }],
    ['(m1', { key: 'mathEnd' }],
    ['m1)', { key: 'mathToken', values: { text: ')', at: 3 } }],
    ['m1 m2', { key: 'mathToken', values: { text: 'm2', at: 4 } }],
    ['m1 + * 2', { key: 'mathToken', values: { text: '*', at: 6 } }],
    ['m1 ^ 2', { key: 'mathToken', values: { text: '^', at: 4 } }],
    ['m1 + “2”', { key: 'mathToken', values: { text: '“', at: 6 } }],
    ['1e3 * m1', { key: 'mathToken', values: { text: 'e3', at: 2 } }],
    ['m3 + 1', { key: 'mathName', values: { name: 'm3', at: 1 } }],
    ['M1 + 1', { key: 'mathName', values: { name: 'M1', at: 1 } }],
    ['RATE(m1)', { key: 'mathName', values: { name: 'RATE', at: 1 } }],
    ['constructor(m1)', { key: 'mathName', values: { name: 'constructor', at: 1 } }],
    ['1 + MAX(m1)', { key: 'mathArguments', values: { name: 'MAX', at: 5 } }],
    ['MAX([])', { key: 'mathToken', values: { text: ']', at: 6 } }],
    ['FILL(m1)', { key: 'mathArguments', values: { name: 'FILL', at: 1 } }],
    ['IF(m1, 1)', { key: 'mathArguments', values: { name: 'IF', at: 1 } }],
    ['PERIOD(60) * m1', { key: 'mathArguments', values: { name: 'PERIOD', at: 1 } }],
    ['ABS m1', { key: 'mathToken', values: { text: 'm1', at: 5 } }],
    ['[m1]', { key: 'mathToken', values: { text: '[', at: 1 } }],
    ['1 + 1', { key: 'mathNoMetric' }],
    [`${'('.repeat(60)}m1${')'.repeat(60)}`, { key: 'mathDepth' }],
    [`${'-'.repeat(2_000)}m1`, { key: 'mathDepth' }],
  ])('%j has a problem at its place', (expression, problem) => {
    expect(parseMath(expression, IDS)).toMatchObject({ tree: null, problem })
  })

  it('reads or refuses whatever is typed, and never gives what is no number', () => {
    const part = fc.constantFrom('m1', 'm2', 'age', '0', '1.5', '+', '-', '*', '/', '(', ')', '[', ']', ',', ' ', 'FILL', 'MAX', 'IF', 'METRICS', 'AND', '<', '==', '=', '가', '\u{1F600}')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 15 }), fc.option(fc.integer({ min: -5, max: 5 })), (parts, m1) => {
        const { tree, problem } = parseMath(parts.join(''), IDS)
        expect(tree === null).toBe(problem !== null)
        if (tree === null) return
        const value = mathValue(tree, { valueOf: (id) => (id === 'm1' ? m1 : id === 'm2' ? 2 : null), seconds: 60 })
        expect(value === null || Number.isFinite(value)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps to the order of operators, as another calculator has it', () => {
    const number = fc.integer({ min: 1, max: 9 })
    fc.assert(
      fc.property(number, fc.array(fc.tuple(fc.constantFrom('+', '-', '*', '/'), number), { minLength: 1, maxLength: 8 }), (first, rest) => {
        const text = rest.map(([sign, value]) => ` ${sign} ${value}`).join('')
        // Two passes over a flat list: first × and ÷, then + and −.
        const terms = [first]
        for (const [sign, value] of rest) {
          const last = terms.pop()!
          if (sign === '*') terms.push(last * value)
          else if (sign === '/') terms.push(last / value)
          else terms.push(last, sign === '-' ? -value : value)
        }
        expect(worth(`m1${text}`, { m1: first })).toBe(terms.reduce((sum, term) => sum + term, 0))
      }),
    )
  })
})
