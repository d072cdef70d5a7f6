import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow } from '../base/prng'
import { AssertionError } from '../base/assert'
import { createAgenda, nextDueUs, schedule, takeNext } from './agenda'

const SEEDS = [1, 2, Math.floor(Math.random() * 2 ** 31)]

describe.each(SEEDS)('agenda, seed %i', (seed) => {
  it('gives what is due in the order of a sorted list, ties in the order of their promise', () => {
    const prng = createPrng(seed, 'agenda')
    const agenda = createAgenda()
    const list: { dueUs: number; serial: number }[] = []
    for (let serial = 0; serial < 2_000; serial++) {
      if (list.length > 0 && nextBelow(prng, 3) === 0) {
        list.sort((left, right) => left.dueUs - right.dueUs || left.serial - right.serial)
        const expected = list.shift()!
        expect(nextDueUs(agenda)).toBe(expected.dueUs)
        const taken = takeNext(agenda)
        expect([taken.dueUs, taken.task]).toEqual([expected.dueUs, { type: 'ProducerTick', producerIndex: expected.serial }])
      } else {
        const dueUs = nextBelow(prng, 50)
        schedule(agenda, dueUs, { type: 'ProducerTick', producerIndex: serial })
        list.push({ dueUs, serial })
      }
    }
    expect(agenda.heap).toHaveLength(list.length)
  })
})

describe('an empty agenda', () => {
  it('has nothing due, and gives nothing', () => {
    expect(nextDueUs(createAgenda())).toBe(Infinity)
    expect(() => takeNext(createAgenda())).toThrow(AssertionError)
  })
})
