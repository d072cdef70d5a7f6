import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addNumber, hasNumber, type NumberSet } from './numberSet'

describe('a set of numbers', () => {
  it('holds what was added, in as few stretches as there are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 120 }), (added) => {
        const numbers: NumberSet = []
        for (const number of added) addNumber(numbers, number)
        const all = new Set(added)
        for (let number = 0; number <= 62; number++) expect(hasNumber(numbers, number)).toBe(all.has(number))
        expect(numbers.length / 2).toBe([...all].filter((number) => !all.has(number - 1)).length)
      }),
    )
  })
})
