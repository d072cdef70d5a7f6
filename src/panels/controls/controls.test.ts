import { describe, expect, it } from 'vitest'
import type { SimEvent } from '../../engine/events'
import type { Summary } from '../../engine/summary'
import { replayOf, REPLAY_SPEED_MAX } from './dataSets'
import { lastRefusal } from './lastRefusal'
import { shardScale, wantedShardCount } from './shardCount'

const refused: SimEvent = { at: 1, kind: 'CallRefused', operation: 'UpdateShardCount', input: { StreamName: 'clicks' }, exception: 'LimitExceededException', message: 'no' }
const acceptedFour: SimEvent = { at: 2, kind: 'CallAccepted', operation: 'UpdateShardCount', input: { StreamName: 'clicks', TargetShardCount: 4 }, output: null }
const acceptedSplit: SimEvent = { at: 3, kind: 'CallAccepted', operation: 'SplitShard', input: { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks', ShardToSplit: 'shardId-000000000000' }, output: null }
const acceptedList: SimEvent = { at: 4, kind: 'CallAccepted', operation: 'ListShards', input: { StreamName: 'clicks' }, output: null }
const acceptedElsewhere: SimEvent = { ...acceptedFour, at: 5, input: { StreamName: 'orders', TargetShardCount: 7 } }
const stream = (streamStatus: string, openShardCount: number) => ({ streamName: 'clicks', streamStatus, openShardCount }) as Summary['stream']

describe('lastRefusal', () => {
  const last = (events: readonly SimEvent[], operation = 'UpdateShardCount', streamName = 'clicks') => lastRefusal(events, { operations: [operation], streamName })

  it('holds until the same operation is accepted', () => {
    expect(last([refused])).toBe(refused)
    expect(last([refused, acceptedSplit])).toBe(refused)
    expect(last([refused, acceptedFour])).toBeNull()
    expect(last([refused], 'SplitShard')).toBeNull()
  })

  it('is that of one stream', () => {
    expect(last([refused], 'UpdateShardCount', 'orders')).toBeNull()
    expect(last([refused, acceptedElsewhere])).toBe(refused)
  })

  it('is news until the status of its stream changes, for a minute of the run and ten seconds of whoever looks', () => {
    const status = (at: number, streamName: string): SimEvent => ({ at, kind: 'StreamStatusChanged', streamName, streamStatus: 'ACTIVE' })
    expect(last([status(0, 'clicks'), refused, status(2, 'orders')])).toBe(refused)
    expect(last([refused, status(2, 'clicks')])).toBeNull()
    const at = (atMs: number, speed: number) => lastRefusal([refused], { operations: ['UpdateShardCount'], streamName: 'clicks', now: { atMs, speed } })
    expect([at(60_001, 1), at(60_002, 1), at(60_002, 60), at(600_001, 60), at(600_002, 60)]).toEqual([refused, null, refused, refused, null])
  })

  it('of several operations is that of the newest, of the calls that are meant', () => {
    const events = [refused, acceptedSplit]
    expect(lastRefusal(events, { operations: ['UpdateShardCount', 'SplitShard'], streamName: 'clicks' })).toBeNull()
    expect(lastRefusal([acceptedSplit, refused], { operations: ['UpdateShardCount', 'SplitShard'], streamName: 'clicks' })).toBe(refused)
    expect(lastRefusal(events, { operations: ['UpdateShardCount', 'SplitShard'], streamName: 'clicks', isMeant: ({ at }) => at < acceptedSplit.at })).toBe(refused)
  })
})

describe('the Shards slider', () => {
  it('shows the target while the stream reshards, and what is open otherwise', () => {
    expect(wantedShardCount(stream('UPDATING', 3), [acceptedFour])).toBe(4)
    expect(wantedShardCount(stream('ACTIVE', 3), [acceptedFour])).toBe(3)
    expect(wantedShardCount(stream('UPDATING', 3), [acceptedFour, acceptedSplit])).toBe(3)
    expect(wantedShardCount(stream('UPDATING', 3), [acceptedFour, acceptedList, acceptedElsewhere])).toBe(4)
  })

  it('always reaches beyond what is accepted', () => {
    for (const openShardCount of [1, 2, 4, 7, 64, 5_000]) {
      const scale = shardScale({ openShardCount, targetShardCountMax: 2 * openShardCount })
      expect(scale.max).toBeGreaterThan(2 * openShardCount)
      expect(scale.min).toBe(1)
    }
  })
})

describe('replayOf', () => {
  it('makes a slow file lively, keeps a fast one as it is, and stays within the slider', () => {
    const facts = { sourceId: 'own', fileName: 'own.csv', columns: [{ name: 'user', distinct: 1, topPercent: 100 }], warnings: [] }
    expect(replayOf({ ...facts, records: 1_000, spanMs: 1_000_000 })).toMatchObject({ keyColumn: 'user', speed: 400, loop: true })
    expect(replayOf({ ...facts, records: 1_000_000, spanMs: 1_000 }).speed).toBe(1)
    expect(replayOf({ ...facts, records: 1, spanMs: 1e9 }).speed).toBe(REPLAY_SPEED_MAX)
  })
})
