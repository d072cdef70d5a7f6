import { describe, expect, it } from 'vitest'
import type { SimEvent } from '../../engine/events'
import { CAPTION_REAL_MS, captionsAt } from './captions'

const ageSpanMs = 60_000
const crash = (at: number): SimEvent => ({ at, kind: 'WorkerCrashed', application: 'orders', workerId: 'worker-1' })
const throttling = (at: number, shardId = 'shardId-000000000000'): SimEvent => ({ at, kind: 'ThrottlingStarted', shardId, partitionKey: 'a' })
const ordinary = (at: number): SimEvent => ({ at, kind: 'ShardClosed', shardId: 'shardId-000000000000', endingSequenceNumber: '1' })
const refused = (at: number, operation: 'SplitShard' | 'DeleteStream'): SimEvent => ({ at, kind: 'CallRefused', operation, input: {}, exception: 'ResourceInUseException', message: 'no' })
const expired = (at: number): SimEvent => ({ at, kind: 'ShardExpired', shardId: 'shardId-000000000000' })

describe('captionsAt', () => {
  it('says what is notable for as long as it can be read, at any speed', () => {
    for (const speed of [0.1, 1, 5]) {
      const lastMs = 1_000 + CAPTION_REAL_MS * speed
      expect(captionsAt([ordinary(500), crash(1_000)], { atMs: lastMs, speed, ageSpanMs }).map(({ sentence }) => sentence?.key)).toEqual(['workerCrashed'])
      expect(captionsAt([ordinary(500), crash(1_000)], { atMs: lastMs + 1, speed, ageSpanMs })).toEqual([])
    }
  })

  it('says nothing of what the river no longer shows, nor what would only flicker', () => {
    expect(captionsAt([crash(1_000)], { atMs: 1_000 + ageSpanMs, speed: 20, ageSpanMs })).toHaveLength(1)
    expect(captionsAt([crash(1_000)], { atMs: 1_001 + ageSpanMs, speed: 20, ageSpanMs })).toEqual([])
    expect(captionsAt([crash(1_000)], { atMs: 1_000, speed: 1_000, ageSpanMs })).toEqual([])
  })

  it('tells a burst once, by its first event', () => {
    const captions = captionsAt([throttling(1_000), throttling(1_200, 'shardId-000000000001')], { atMs: 2_000, speed: 1, ageSpanMs })
    expect(captions.map(({ atMs, shardId }) => [atMs, shardId])).toEqual([[1_000, 'shardId-000000000000']])
  })

  it('answers each kind of call anew', () => {
    const captions = captionsAt([refused(1_000, 'SplitShard'), refused(1_100, 'SplitShard'), refused(1_200, 'DeleteStream')], { atMs: 2_000, speed: 1, ageSpanMs })
    expect(captions.map(({ atMs }) => atMs)).toEqual([1_000, 1_200])
  })

  it('prefers the more important ones, and shows them in order of time', () => {
    const captions = captionsAt([throttling(1_000), crash(1_500), expired(1_600)], { atMs: 2_000, speed: 1, ageSpanMs })
    expect(captions.map(({ sentence }) => sentence?.key)).toEqual(['throttlingStarted', 'workerCrashed'])
  })

  it('tells of records given up again and again in one sentence that counts, where it began', () => {
    const givenUp = (at: number, reason: 'attempts' | 'crash' = 'attempts'): SimEvent => ({ at, kind: 'RecordsGivenUp', producerId: 'producer-1', records: 10, reason })
    const rush = Array.from({ length: 30 }, (_, second) => givenUp(1_000 * (second + 1)))
    const toldAt = (atMs: number) => captionsAt(rush, { atMs, speed: 1, ageSpanMs }).map(({ sentence, atMs: beganMs }) => [sentence?.key, sentence?.values['records'], beganMs])
    expect(toldAt(1_000)).toEqual([['recordsGivenUpAttempts', 10, 1_000]])
    expect(toldAt(3_500)).toEqual([['recordsGivenUpAgainAndAgain', 30, 1_000]])
    expect(toldAt(9_000)).toEqual([['recordsGivenUpAgainAndAgain', 90, 1_000]])
    expect(toldAt(20_000)).toEqual([])
    const later = captionsAt([...rush, givenUp(60_000)], { atMs: 60_000, speed: 1, ageSpanMs })
    expect(later.map(({ sentence, atMs }) => [sentence?.key, atMs])).toEqual([['recordsGivenUpAttempts', 60_000]])
    expect(captionsAt([givenUp(1_000, 'crash'), givenUp(1_500, 'crash')], { atMs: 2_000, speed: 1, ageSpanMs })).toEqual([])
  })

  it('says nothing of a future that was told before', () => {
    expect(captionsAt([crash(5_000)], { atMs: 4_000, speed: 1, ageSpanMs })).toEqual([])
  })
})
