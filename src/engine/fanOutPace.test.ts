import { NOWHERE } from './testing/nowhere'
import { describe, expect, it } from 'vitest'
import { MIB, US_PER_MS, US_PER_SECOND } from '../base/units'
import { call } from './call'
import { runUntil } from './engine'
import { streamArn } from './naming'
import { silentSink, type PushedEvent, type Sink } from './sink'
import { saveWorld } from './snapshot'
import { createFanOutStage, registerActive, subscribe } from './testing/fanOutScript'
import { quietScenario, quietWorld } from './testing/quietWorld'
import { goTo, openTimeline, recordingOf } from './timeline'

describe('the rate of a consumer on a shard', () => {
  const ONE_RECORD = 400_000

  it.each([true, false])('is 2 MiB/s after a burst of one second, its own, and lifted with the other limits (throttling %s)', (throttling) => {
    const world = quietWorld({ shardCount: 1 })
    const pushed: { atUs: number; number: number; bytes: number; records: number }[] = []
    const sink: Sink = {
      event: () => undefined,
      subscriptionEvent(_world, { subscriptionNumber, event }: PushedEvent) {
        pushed.push({ atUs: event.sentUs, number: subscriptionNumber, bytes: event.bytes, records: event.toOrdinal - event.fromOrdinal })
      },
    }
    const stage = { ...createFanOutStage(world), sink }
    for (const name of ['one', 'two']) registerActive(world, name, sink)
    world.account.throttling = false
    const Data = new Uint8Array(ONE_RECORD - 1)
    for (let count = 0; count < 80; count++) call(world, { operation: 'PutRecord', input: { StreamName: 's', PartitionKey: 'k', Data } }, sink)
    world.account.throttling = throttling
    for (const name of ['one', 'two']) subscribe(stage, [name, '0', 'TRIM_HORIZON'])
    const startUs = world.nowUs
    runUntil(world, NOWHERE, startUs + 30 * US_PER_SECOND, sink)
    for (const number of [1, 2]) {
      const own = pushed.filter((event) => event.number === number)
      expect(own.reduce((sum, { records }) => sum + records, 0)).toBe(80)
      expect(own.every(({ bytes }) => bytes <= MIB)).toBe(true)
      let sum = 0
      for (const { atUs, bytes } of own) {
        sum += bytes
        const elapsedUs = atUs - startUs
        if (throttling) expect(sum).toBeLessThanOrEqual(2 * MIB * (1 + elapsedUs / US_PER_SECOND) + ONE_RECORD)
        if (throttling && sum < 80 * ONE_RECORD) expect(sum).toBeGreaterThanOrEqual(Math.min(2 * MIB, 2 * MIB * (elapsedUs / US_PER_SECOND)) - ONE_RECORD)
      }
      const lastUs = own.filter(({ records }) => records > 0).at(-1)!.atUs - startUs
      if (throttling) expect(lastUs).toBeGreaterThan(14 * US_PER_SECOND)
      else expect(lastUs).toBe(40 * 100 * US_PER_MS)
    }
  })
})

describe('a timeline with subscriptions', () => {
  it('comes back to the same world when one travels', () => {
    const scenario = quietScenario({ shardCount: 1 })
    const at = (seconds: number, operation: string, input: unknown) => ({ atUs: seconds * US_PER_SECOND, command: { type: 'Call', operation, input } as never })
    const ConsumerARN = `${streamArn('s')}/consumer/app:${scenario.epochMs / 1_000}`
    scenario.commands = [
      at(0, 'RegisterStreamConsumer', { StreamARN: streamArn('s'), ConsumerName: 'app' }),
      at(6, 'SubscribeToShard', { ConsumerARN, ShardId: '0', StartingPosition: { Type: 'TRIM_HORIZON' } }),
      ...Array.from({ length: 50 }, (_, second) => at(second + 7, 'PutRecord', { StreamName: 's', PartitionKey: `${second}`, Data: new Uint8Array(9) })),
    ]
    const told: string[] = []
    const timeline = openTimeline(recordingOf(scenario), NOWHERE, silentSink)
    const sink: Sink = {
      event: () => undefined,
      subscriptionEvent(_world, { event }) {
        told.push(`${event.sentUs} ${event.fromOrdinal}..${event.toOrdinal}`)
      },
    }
    goTo(timeline, 60 * US_PER_SECOND, sink)
    const straight = saveWorld(timeline.world)
    expect(told).toHaveLength(50)
    told.length = 0
    goTo(timeline, 33_456_789, sink)
    goTo(timeline, 60 * US_PER_SECOND, sink)
    expect(saveWorld(timeline.world)).toEqual(straight)
    // Whoever subscribed has it already.
    expect(told).toEqual([])
  })
})
