import { describe, expect, it } from 'vitest'
import { FIREHOSE_DEFAULTS } from '../engine/consumers/firehose/settings'
import { createReadMeter } from '../engine/consumers/readMeter'
import { SDK_READER_DEFAULTS } from '../engine/consumers/sdk/settings'
import { WATERLINE_ENDED, WATERLINE_PROCESSING, WATERLINE_WAITING } from '../engine/frame'
import type { ApplicationRow, ShardRow } from '../engine/summary'
import { behindIn, consumerState, promisesBroken } from './consumerWords'

type Row = Parameters<typeof consumerState>[0]

function row({ shards, callsRefused = 0, ...change }: Partial<Omit<Row, 'shards'>> & { shards?: readonly (readonly [state: number, backlog: number, isBlocked?: 1])[]; callsRefused?: number }): Row {
  const of = shards ?? [[WATERLINE_PROCESSING, 0]]
  return {
    state: 'RUNNING',
    iteratorAgeMs: 0,
    settings: { ...SDK_READER_DEFAULTS, name: 'reader' },
    readsPerSecond: { ...createReadMeter(), callsRefused },
    shards: { state: Uint8Array.from(of, ([state]) => state), backlogRecords: Float64Array.from(of, ([, backlog]) => backlog), isBlocked: Uint8Array.from(of, ([, , isBlocked]) => isBlocked ?? 0) },
    ...change,
  }
}

describe('the word on a card', () => {
  it('is the hardest of what keeps the application back', () => {
    const waiting = [[WATERLINE_PROCESSING, 4], [WATERLINE_WAITING, 2]] as const
    const blocked = [[WATERLINE_PROCESSING, 4, 1], [WATERLINE_WAITING, 2]] as const
    expect(consumerState(row({ state: 'CRASHED', shards: blocked, iteratorAgeMs: 60_000 }))).toBe('CRASHED')
    expect(consumerState(row({ shards: blocked, iteratorAgeMs: 60_000 }))).toBe('blocked')
    expect(consumerState(row({ shards: waiting, iteratorAgeMs: 60_000, callsRefused: 3 }))).toBe('waiting')
    expect(consumerState(row({ iteratorAgeMs: 60_000, callsRefused: 3 }))).toBe('refused')
    expect(consumerState(row({ iteratorAgeMs: 60_000 }))).toBe('behind')
  })

  it('is reading for one that is refused now and then and keeps up, and where nothing waits behind a parent', () => {
    expect(consumerState(row({ iteratorAgeMs: 900, callsRefused: 3 }))).toBe('reading')
    expect(consumerState(row({ shards: [[WATERLINE_ENDED, 0], [WATERLINE_WAITING, 0]] }))).toBe('reading')
  })

  it('allows for what the settings make it collect', () => {
    const settings = { ...FIREHOSE_DEFAULTS, name: 'archive' }
    const bound = 1_000 * settings.bufferIntervalInSeconds
    expect(consumerState(row({ settings, iteratorAgeMs: bound }))).toBe('reading')
    expect(consumerState(row({ settings, iteratorAgeMs: bound + 6_000 }))).toBe('behind')
    expect(consumerState(row({ iteratorAgeMs: bound }))).toBe('behind')
  })
})

describe('who is behind in a shard', () => {
  it('is whoever owes records of it, the most first, by the place of the shard', () => {
    const shards = [{ shardId: 'shardId-4' }, { shardId: 'shardId-9' }] as ShardRow[]
    const owes = (name: string, ...records: number[]) => ({ name, shards: { backlogRecords: Float64Array.from(records) } }) as ApplicationRow
    const applications = [owes('a', 0, 1), owes('b', 5, 3), owes('c', 2, 0)]
    const names = (shardId: string) => behindIn(shardId, { shards, applications }).map(({ name }) => name)
    expect([names('shardId-4'), names('shardId-9'), names('shardId-7')]).toEqual([['b', 'c'], ['b', 'a'], []])
  })

  it('has broken as many promises as all checks say', () => {
    const check = (records: number) => ({ records, first: null })
    expect(promisesBroken({ checks: { orderPerKey: check(2), parentsFirst: check(0), atLeastOnce: check(5), nothingExpired: check(0) } })).toBe(7)
  })
})
