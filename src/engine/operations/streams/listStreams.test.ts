import { NOWHERE } from '../../testing/nowhere'
import { describe, expect, it } from 'vitest'
import { runUntil } from '../../engine'
import { silentSink } from '../../sink'
import type { World } from '../../state'
import { get, outcomeOf } from '../../testing/caller'
import { EPOCH_MS, quietWorld } from '../../testing/quietWorld'

const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/'
const SECOND_US = 1_000_000

function fresh(): World {
  const world = quietWorld({ shardCount: 1 })
  world.account.throttling = false
  return world
}

function wait(world: World, seconds: number): void {
  runUntil(world, NOWHERE, world.nowUs + seconds * SECOND_US, silentSink)
}

describe('ListStreams', () => {
  function named(names: readonly string[]): World {
    const world = fresh()
    for (const StreamName of names) {
      get(world, 'CreateStream', { StreamName, ShardCount: 1 })
      wait(world, 2)
    }
    return world
  }

  it('lists by name, with a summary of each', () => {
    const world = named(['b', 'B', 'a.1', 'a-1', 'a_1', 'a'])
    get(world, 'DeleteStream', { StreamName: 'B' })
    const { StreamNames, HasMoreStreams, NextToken, StreamSummaries } = get(world, 'ListStreams', {})
    expect([StreamNames, HasMoreStreams, NextToken]).toEqual([['B', 'a', 'a-1', 'a.1', 'a_1', 'b', 's'], false, undefined])
    expect(StreamSummaries?.map(({ StreamName, StreamStatus }) => `${StreamName} ${StreamStatus}`).slice(0, 2)).toEqual(['B DELETING', 'a ACTIVE'])
    expect(StreamSummaries?.at(-1)).toEqual({
      StreamName: 's',
      StreamARN: `${ARN}s`,
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      StreamCreationTimestamp: EPOCH_MS / 1_000,
    })
    wait(world, 3)
    expect(get(world, 'ListStreams', { Limit: 1 }).StreamNames).toEqual(['a'])
  })

  it('goes on after a name, there or not, or with a token', () => {
    const world = named(['a', 'b', 'c', 'd'])
    expect(get(world, 'ListStreams', { ExclusiveStartStreamName: 'b' }).StreamNames).toEqual(['c', 'd', 's'])
    expect(get(world, 'ListStreams', { ExclusiveStartStreamName: 'bb', Limit: 1 })).toMatchObject({ StreamNames: ['c'], HasMoreStreams: true })
    expect(get(world, 'ListStreams', { ExclusiveStartStreamName: 'zzz' })).toEqual({ StreamNames: [], HasMoreStreams: false, StreamSummaries: [] })
    const { NextToken = '' } = get(world, 'ListStreams', { Limit: 2 })
    get(world, 'DeleteStream', { StreamName: 'b' })
    wait(world, 3)
    // The SDKs' paginators keep sending the name they began with.
    expect(get(world, 'ListStreams', { NextToken, ExclusiveStartStreamName: 'a', Limit: 1 })).toMatchObject({ StreamNames: ['c'], HasMoreStreams: true })
    wait(world, 297)
    expect(get(world, 'ListStreams', { NextToken }).StreamNames).toEqual(['c', 'd', 's'])
    wait(world, 0.000001)
    expect(outcomeOf(world, 'ListStreams', { NextToken })).toMatch(/^ExpiredNextTokenException/)
  })

  it.each(['x', '====', 'c2hhcmQ=', 'A'.repeat(4_096), 'ä', '{}'])('knows no token %j', (NextToken) => {
    expect(outcomeOf(fresh(), 'ListStreams', { NextToken })).toMatch(/^InvalidArgumentException/)
  })

  it('gives 100 at most, and every stream once', () => {
    const world = fresh()
    for (let at = 0; at < 250; at += 5) {
      for (let more = 0; more < 5; more++) get(world, 'CreateStream', { StreamName: `n${(at + more) * 7 % 250}`, ShardCount: 1 })
      wait(world, 2)
    }
    const pages: string[][] = []
    for (let token: string | undefined; pages.length < 9; ) {
      const page = get(world, 'ListStreams', token === undefined ? { Limit: 5_000 } : { NextToken: token })
      pages.push(page.StreamNames)
      token = page.NextToken
      if (token === undefined) break
    }
    expect(pages.map(({ length }) => length)).toEqual([100, 100, 51])
    expect(pages.flat()).toEqual(Array.from(new Set(pages.flat())).sort())
  })
})
