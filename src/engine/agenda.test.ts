import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow } from '../base/prng'
import { AssertionError } from '../base/assert'
import { createAgenda, nextDueUs, schedule, takeNext, withdraw } from './agenda'

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

describe.each(SEEDS)('what is withdrawn, seed %i', (seed) => {
  it('never comes, and the rest comes in its order', () => {
    const prng = createPrng(seed, 'withdraw')
    for (let round = 0; round < 50; round++) {
      const agenda = createAgenda()
      const list = Array.from({ length: nextBelow(prng, 60) }, (_, serial) => ({ dueUs: nextBelow(prng, 10), serial }))
      for (const { dueUs, serial } of list) schedule(agenda, dueUs, { type: 'ProducerTick', producerIndex: serial })
      const voids = 1 + nextBelow(prng, 4)
      withdraw(agenda, (task) => task.type === 'ProducerTick' && task.producerIndex % voids === 0)
      const kept = list.filter(({ serial }) => serial % voids !== 0).sort((left, right) => left.dueUs - right.dueUs || left.serial - right.serial)
      expect(kept.map(() => takeNext(agenda).task)).toEqual(kept.map(({ serial }) => ({ type: 'ProducerTick', producerIndex: serial })))
      expect(nextDueUs(agenda)).toBe(Infinity)
    }
  })
})

describe('an empty agenda', () => {
  it('has nothing due, and gives nothing', () => {
    expect(nextDueUs(createAgenda())).toBe(Infinity)
    expect(() => takeNext(createAgenda())).toThrow(AssertionError)
  })
})
