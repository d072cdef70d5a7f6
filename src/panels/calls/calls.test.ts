import { NOWHERE } from '../../engine/testing/nowhere'
import { describe, expect, it } from 'vitest'
import { recordingOf, openTimeline, goTo, submitNow } from '../../engine/timeline'
import type { SimEvent } from '../../engine/events'
import type { CallCommand } from '../../engine/commands'
import { reshardUnderLag } from '../../scenarios/reshardUnderLag'
import type { CallTold } from '../../store/actions'
import { CALLS_LISTED_MAX, isCall, listCalls, subjectOf } from './callList'
import { effectsOf } from './effects'

const FIRST = 'shardId-000000000000'

/** What the page would be told when somebody makes these calls in a story, one every so often. */
function toldBy(calls: readonly CallCommand[], { everyUs = 60_000_000 } = {}): SimEvent[] {
  const told: SimEvent[] = []
  const sink = { event: (event: SimEvent) => void told.push(event) }
  const timeline = openTimeline(recordingOf({ ...reshardUnderLag, commands: [] }), NOWHERE, sink)
  goTo(timeline, 10_000_000, sink)
  for (const call of calls) {
    submitNow(timeline, call, sink)
    goTo(timeline, timeline.world.nowUs + everyUs, sink)
  }
  return told
}
const callsIn = (told: readonly SimEvent[]) => told.filter(isCall)
const split = (shardId: string, key: bigint): CallCommand => ({ type: 'Call', operation: 'SplitShard', input: { StreamName: 'orders', ShardToSplit: shardId, NewStartingHashKey: String(key) } })
const describeStream: CallCommand = { type: 'Call', operation: 'DescribeStreamSummary', input: { StreamName: 'orders' } }

describe('what a call led to', () => {
  it('is the way of the stream back to ACTIVE, with the shards that closed and opened on it, and no more', () => {
    const told = toldBy([split(FIRST, 1n << 126n), describeStream])
    const [call, described] = callsIn(told)
    const effects = effectsOf(call!, told)
    expect(effects.status).toBe('UPDATING')
    expect(effects.events.map(({ kind }) => kind)).toEqual(['StreamStatusChanged', 'ShardClosed', 'ShardOpened', 'ShardOpened', 'StreamStatusChanged'])
    expect(effects.endedAtMs).toBe(effects.events.at(-1)!.at)
    expect(effects.endedAtMs).toBeGreaterThan(call!.at)
    expect(effectsOf(described!, told)).toEqual({ events: [], status: null, endedAtMs: null })
  })

  it('has no end yet while it goes on', () => {
    const told = toldBy([split(FIRST, 1n << 126n)], { everyUs: 1_000 })
    expect(effectsOf(callsIn(told)[0]!, told)).toMatchObject({ status: 'UPDATING', endedAtMs: null })
  })

  it('is nothing for a call that was refused, or that is forgotten', () => {
    const told = toldBy([split(FIRST, 1n << 126n), split(FIRST, 1n << 125n)], { everyUs: 1_000 })
    const [accepted, refused] = callsIn(told)
    expect(refused?.kind).toBe('CallRefused')
    expect(effectsOf(refused!, told).events).toEqual([])
    expect(effectsOf(accepted!, told.filter((event) => event !== accepted)).events).toEqual([])
  })

  it('belongs to the call that made it, also when another one comes at the same instant', () => {
    const at = 5
    const accepted = (operation: 'CreateStream' | 'DescribeStream'): CallTold => ({ at, kind: 'CallAccepted', operation, input: { StreamName: 'a' }, output: null })
    const [create, look] = [accepted('CreateStream'), accepted('DescribeStream')]
    const creating: SimEvent = { at, kind: 'StreamStatusChanged', streamName: 'a', streamStatus: 'CREATING' }
    const other: SimEvent = { at: 6, kind: 'StreamStatusChanged', streamName: 'b', streamStatus: 'ACTIVE' }
    const active: SimEvent = { at: 9, kind: 'StreamStatusChanged', streamName: 'a', streamStatus: 'ACTIVE' }
    const told = [creating, create, look, other, active]
    expect(effectsOf(create, told)).toEqual({ events: [creating, active], status: 'CREATING', endedAtMs: 9 })
    expect(effectsOf(look, told).status).toBeNull()
  })
})

describe('the list of calls', () => {
  const refused = (at: number): CallTold => ({ at, kind: 'CallRefused', operation: 'PutRecord', input: { StreamName: 'orders' }, exception: 'ResourceNotFoundException', message: 'no' })
  const accepted = (at: number): CallTold => ({ at, kind: 'CallAccepted', operation: 'MergeShards', input: { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks', ShardToMerge: FIRST, AdjacentShardToMerge: 'shardId-000000000001' }, output: null })
  const told: SimEvent[] = [{ at: 0, kind: 'ShardExpired', shardId: FIRST }, refused(1), accepted(2)]

  it('has the newest first, by outcome and by anything that a call names', () => {
    const find = (searched: string, shown: 'all' | 'accepted' | 'refused' = 'all') => listCalls(told, { searched, shown }).calls.map(({ at }) => at)
    expect(find('')).toEqual([2, 1])
    expect(find('', 'refused')).toEqual([1])
    expect(find('', 'accepted')).toEqual([2])
    expect(find(' notfound ')).toEqual([1])
    expect(find('CLICKS')).toEqual([2])
    expect(find('nothing')).toEqual([])
    const fromClient = told.filter(isCall).map((call) => ({ ...call, from: 'client' as const }))
    expect(listCalls([...told, ...fromClient], { searched: '', shown: 'mine' })).toMatchObject({ found: 2, all: 4 })
    expect(listCalls(told, { searched: 'nothing', shown: 'all' })).toMatchObject({ found: 0, all: 2 })
  })

  it('is bounded, and says how many there are', () => {
    const many = Array.from({ length: 2 * CALLS_LISTED_MAX }, (_, at) => refused(at))
    const { calls, found } = listCalls(many, { searched: '', shown: 'all' })
    expect([calls.length, calls[0]?.at, found]).toEqual([CALLS_LISTED_MAX, 2 * CALLS_LISTED_MAX - 1, 2 * CALLS_LISTED_MAX])
  })

  it('says what a call is about', () => {
    expect(subjectOf(accepted(1))).toBe('clicks …000 …001')
    expect(subjectOf({ at: 1, kind: 'CallAccepted', operation: 'UpdateShardCount', input: { StreamName: 'orders', TargetShardCount: 4 }, output: null })).toBe('orders → 4')
    expect(subjectOf({ at: 1, kind: 'CallAccepted', operation: 'ListStreams', input: {}, output: null })).toBe('')
  })
})
