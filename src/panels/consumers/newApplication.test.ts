import { describe, expect, it } from 'vitest'
import { APPLICATION_WAYS, freeName, nameProblemOf, newApplication, wayOf } from './newApplication'

describe('a new application', () => {
  it.each(APPLICATION_WAYS)('%s is known again by its settings, and bears its name', (way) => {
    const settings = newApplication(way, 'orders')
    expect(settings.name).toBe('orders')
    expect(wayOf(settings)).toBe(way)
  })

  it.each(APPLICATION_WAYS)('%s is offered a name that it may have, and that nobody else has', (way) => {
    const taken: string[] = []
    for (let count = 0; count < 3; count++) taken.push(freeName(way, taken))
    expect(new Set(taken).size).toBe(3)
    expect(taken.map((name) => nameProblemOf(name, []))).toEqual([null, null, null])
  })

  it('takes the first number that is free again', () => {
    expect(freeName('kcl3', ['kcl-1', 'kcl-3'])).toBe('kcl-2')
  })
})

describe('the name of an application', () => {
  it.each([
    ['orders', null],
    ['Orders_2.b-c', null],
    ['a'.repeat(128), null],
    ['a'.repeat(129), 'long'],
    ['', 'empty'],
    [' orders', 'characters'],
    ['two words', 'characters'],
    ['주문', 'characters'],
    ['orders/2', 'characters'],
    ['billing', 'taken'],
    ['Billing', null],
  ] as const)('%j is %s', (name, problem) => {
    expect(nameProblemOf(name, ['billing'])).toBe(problem)
  })
})
