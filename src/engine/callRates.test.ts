import { NOWHERE } from './testing/nowhere'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../kinesis/api/operations'
import { CALL_LIMITS } from '../kinesis/callLimits'
import type { Input, OperationName } from '../kinesis/api/types'
import { refuseRate } from './callRates'
import { runUntil } from './engine'
import { silentSink } from './sink'
import type { World } from './state'
import { get, outcomeOf } from './testing/caller'
import { quietWorld } from './testing/quietWorld'

const ACCOUNT = '123456789012'
const ARN = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s`

function world(): World {
  return quietWorld({ shardCount: 1 })
}

function later(it: World, us: number): void {
  runUntil(it, NOWHERE, it.nowUs + us, silentSink)
}

/** How many of `count` calls at this instant are let through. */
function admitted<Name extends OperationName>(it: World, operation: Name, input: Input<Name>, count: number): number {
  let passed = 0
  for (let at = 0; at < count; at++) if (refuseRate(it, operation, input) === null) passed++
  return passed
}

describe('the rate of calls', () => {
  it.each(Object.entries(CALL_LIMITS).filter(([, limit]) => limit !== null) as [OperationName, { callsPerSecond: number }][])(
    '%s: a second of calls at once, then as many each second',
    (operation, { callsPerSecond }) => {
      const it = world()
      const input = { StreamName: 's' } as Input<OperationName>
      expect(admitted(it, operation, input, 2 * callsPerSecond + 3)).toBe(callsPerSecond)
      const pauseUs = 1_000_000 / callsPerSecond
      later(it, pauseUs - 1)
      expect(admitted(it, operation, input, 3)).toBe(0)
      later(it, 1)
      expect(admitted(it, operation, input, 3)).toBe(1)
      later(it, 60_000_000)
      expect(admitted(it, operation, input, 2 * callsPerSecond + 3)).toBe(callsPerSecond)
    },
  )

  it('names every operation, and leaves out those that shards and subscriptions limit', () => {
    expect(Object.keys(CALL_LIMITS).sort()).toEqual(Object.keys(OPERATIONS).sort())
    expect(Object.entries(CALL_LIMITS).filter(([, limit]) => limit === null).map(([name]) => name)).toEqual(['GetRecords', 'GetShardIterator', 'PutRecord', 'PutRecords', 'SubscribeToShard'])
    expect(admitted(world(), 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: new Uint8Array() }, 5_000)).toBe(5_000)
  })

  it('counts by account what the account limits, whatever stream is meant', () => {
    const it = world()
    for (let at = 0; at < 10; at++) expect(refuseRate(it, 'DescribeStream', { StreamName: `s${at}` })).toBeNull()
    expect(outcomeOf(it, 'DescribeStream', { StreamName: 's' })).toBe(`LimitExceededException: Rate exceeded for stream s under account ${ACCOUNT}.`)
    expect(refuseRate(it, 'DescribeStreamSummary', { StreamName: 's' })).toBeNull()
  })

  it('counts by stream what a stream limits, by whichever name', () => {
    const it = world()
    const ways: Input<OperationName>[] = [{ StreamName: 's' }, { StreamARN: ARN }, { ConsumerARN: `${ARN}/consumer/c:1` }, { StreamName: 's', StreamARN: ARN }, { StreamARN: ARN }] as never
    for (const way of ways) expect(refuseRate(it, 'DeregisterStreamConsumer', way)).toBeNull()
    for (const way of ways) expect(refuseRate(it, 'DeregisterStreamConsumer', way)).toHaveProperty('refusal.message', `Rate exceeded for stream s under account ${ACCOUNT}.`)
    expect(refuseRate(it, 'DeregisterStreamConsumer', { StreamARN: `${ARN}2` })).toBeNull()
  })

  it('speaks of the account where no stream is named', () => {
    const it = world()
    for (let at = 0; at < 5; at++) get(it, 'ListStreams', {})
    expect(outcomeOf(it, 'ListStreams', {})).toBe(`LimitExceededException: Rate exceeded for account ${ACCOUNT}.`)
    get(it, 'DescribeLimits', {})
    expect(outcomeOf(it, 'DescribeLimits', {})).toBe(`LimitExceededException: Rate exceeded for account ${ACCOUNT}.`)
  })

  it('refuses a malformed call before it counts it, and a refused one changes nothing', () => {
    const it = world()
    for (let at = 0; at < 20; at++) expect(outcomeOf(it, 'CreateStream', { StreamName: '', ShardCount: 1 })).toMatch(/^ValidationException/)
    expect(admitted(it, 'CreateStream', { StreamName: 'x', ShardCount: 1 }, 9)).toBe(5)
    expect(outcomeOf(it, 'CreateStream', { StreamName: 'y', ShardCount: 1 })).toMatch(/^LimitExceededException: Rate exceeded/)
    expect(it.streams.map(({ streamName }) => streamName)).toEqual(['s'])
  })

  it('is lifted with the other limits', () => {
    const it = world()
    it.account.throttling = false
    expect(admitted(it, 'ListStreams', {}, 1_000)).toBe(1_000)
    expect(it.account.callBuckets.size).toBe(0)
  })

  it('never lets through more than the rate allows, in any stretch of time, and keeps few buckets', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(400_000), fc.nat(200)), { minLength: 1, maxLength: 300 }), (calls) => {
        const it = world()
        const passed = new Map<string, number[]>()
        for (const [pauseUs, stream] of calls) {
          it.nowUs += pauseUs
          const StreamName = `s${stream % 7 === 0 ? 0 : stream}`
          if (refuseRate(it, 'SplitShard', { StreamName, ShardToSplit: '0', NewStartingHashKey: '2' }) !== null) continue
          const times = passed.get(StreamName) ?? []
          passed.set(StreamName, [...times, it.nowUs])
        }
        for (const times of passed.values()) {
          times.forEach((fromUs, first) => {
            // A full bucket and what flows in meanwhile.
            times.slice(first).forEach((toUs, count) => expect(count + 1).toBeLessThanOrEqual(5 + ((toUs - fromUs) * 5) / 1_000_000))
          })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('forgets buckets that are full again', () => {
    const it = world()
    for (let at = 0; at < 5_000; at++) {
      it.nowUs += 50_000
      refuseRate(it, 'ListShards', { StreamName: `s${at}` })
    }
    expect(it.account.callBuckets.size).toBeLessThan(128)
  })
})
