import { expect, it } from 'vitest'
import { US_PER_HOUR, US_PER_MS } from '../../base/units'
import { runUntil } from '../../engine/engine'
import { retentionOf } from '../../engine/onDemand/retentionOf'
import { silentSink } from '../../engine/sink'
import { NOWHERE } from '../../engine/testing/nowhere'
import { createWorld } from '../../engine/world'
import { aDay } from './aDay'

const PER_SECOND = 10

it('a day is trimmed as it goes: no more than retention and its hour of grace is kept, and nobody loses anything', () => {
  const { workload } = aDay.producers
  if (workload.kind !== 'synthetic') throw new Error('made-up traffic')
  const world = createWorld({ ...aDay, producers: { count: 2, workload: { ...workload, ratePerSecond: PER_SECOND } } }, silentSink)
  runUntil(world, NOWHERE, aDay.untilMs * US_PER_MS, silentSink)
  const [stream] = world.streams
  const hourly = 3_600 * PER_SECOND
  const stored = stream!.shards.reduce((sum, { recordsStored }) => sum + recordsStored, 0)
  expect(stored / hourly).toBeCloseTo(26, 1)
  const { recordsHeld, recordsExpired, oldestRecordAgeMs } = retentionOf(world, stream!)
  expect(recordsHeld + recordsExpired).toBe(stored)
  expect(recordsHeld / hourly).toBeCloseTo(24, 1)
  expect(oldestRecordAgeMs! / 3_600_000).toBeCloseTo(24, 2)
  expect(world.memory.recordsHeld / hourly).toBeGreaterThan(24.9)
  // A segment goes as a whole.
  expect(world.memory.recordsHeld).toBeLessThan(25.1 * hourly + 4 * 1_024)
  expect(stream!.shards.every(({ log }) => log.segments[0]!.lastArrivalUs >= world.nowUs - 25.1 * US_PER_HOUR)).toBe(true)
  expect(world.memory.fullSegments.length / 3).toBeLessThan(recordsHeld / 1_024 + 200)
  const [application] = world.applications
  expect(Object.values(application!.checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
  expect(application!.recordsProcessed).toBeGreaterThan(stored - 10 * PER_SECOND)
})
