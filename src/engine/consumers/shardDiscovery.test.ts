import { describe, expect, it } from 'vitest'
import type { ChildShardRef } from '../fetched'
import { silentSink } from '../sink'
import type { Application } from './application'
import { areParents, beginThoseFree, forgetPositions, isEnded, meetChildren, meetListed, whyUnknown, type KnownShard, type ShardStart } from './shardDiscovery'
import { pollingRun } from './testing/pollingRun'

interface Told {
  shardIndex: number
  start: ShardStart
}

/** An application that learns of shards only when a test says so. */
function learner(run = pollingRun({ shardCount: 2 }).add().crash()) {
  const told: Told[] = []
  const application = run.sdk as unknown as Application & { shards: Map<number, KnownShard> }
  const meet = ({ shardIndex, parentShardIndexes }: ChildShardRef, start: ShardStart): KnownShard => {
    told.push({ shardIndex, start })
    return { shardIndex, parentShardIndexes, state: start === 'END' ? 'ENDED' : 'WAITING' }
  }
  return {
    run,
    told,
    application,
    list: (isAtTip = false) => meetListed(run.world, application, isAtTip, meet, silentSink),
    children: (...refs: [shardIndex: number, ...parents: number[]][]) => meetChildren(application, refs.map(([shardIndex, ...parentShardIndexes]) => ({ shardIndex, parentShardIndexes, startingHashKey: 0n, endingHashKey: 1n })), meet),
    phases: () => Array.from(application.shards.keys(), (shardIndex) => application.progress.get(shardIndex)?.phase),
  }
}

describe('ListShards', () => {
  it('tells of every shard once, whose phase is then to wait', () => {
    const { list, told, phases, run } = learner()
    expect([...list()!]).toEqual([0, 1])
    run.split(0, String(1n << 126n)).wait(60_000)
    list()
    list()
    expect(told).toEqual([0, 1, 2, 3].map((shardIndex) => ({ shardIndex, start: 'TRIM_HORIZON' })))
    expect(phases()).toEqual(Array(4).fill('waiting'))
  })

  it('at the tip passes over what is closed: nothing of it is owed, nor missed', () => {
    const { list, told, phases, run, application } = learner(pollingRun({ shardCount: 1 }).put(20).split(0).wait(60_000).put(5).add('app', { initialPosition: 'LATEST' }).crash())
    expect(list(true)).toEqual(new Set([0, 1, 2]))
    expect(told.map(({ start }) => start)).toEqual(['END', 'TIP', 'TIP'])
    expect(phases()).toEqual(['ended', 'waiting', 'waiting'])
    expect(application.progress.get(0)?.owedFrom).toBe(21)
    expect(run.checks()).toEqual([0, 0, 0, 0])
  })

  it('is refused where there is no stream, and nothing is forgotten for it', () => {
    const { list, application, run } = learner()
    list()
    run.world.streams[0]!.deletedAtUs = 0
    expect(list()).toBeNull()
    expect(application.shards.size).toBe(2)
  })

  it('makes it forget shards that have left the stream and are done with, and their positions', () => {
    const { list, application } = learner()
    list()
    const gone = (shardIndex: number, state: KnownShard['state']) => application.shards.set(shardIndex, { shardIndex, parentShardIndexes: [], state })
    gone(7, 'ENDED')
    gone(8, 'DRAINED')
    const listed = list()!
    expect([...application.shards.keys()]).toEqual([0, 1, 8])
    const saved = new Map([[0, 3], [7, -1], [8, 9], [9, -1]])
    forgetPositions(saved, application.shards, listed)
    expect([...saved.keys()]).toEqual([0, 8])
  })
})

describe('ChildShards', () => {
  it('are met where all parents are known, each once', () => {
    const { list, children, told } = learner()
    list()
    told.length = 0
    expect(children([2, 0], [3, 0])).toBe(true)
    expect(children([2, 0], [3, 0])).toBe(true)
    expect(told.map(({ shardIndex }) => shardIndex)).toEqual([2, 3])
  })

  it('of a merge with a parent that is unknown are not: it has to list first', () => {
    const { list, children, told, application } = learner()
    list()
    told.length = 0
    expect(children([4, 1, 3])).toBe(false)
    expect([told, application.shards.has(4)]).toEqual([[], false])
  })
})

describe('shards that wait', () => {
  const known = (...shards: [shardIndex: number, state: KnownShard['state'], ...parents: number[]][]) =>
    new Map(shards.map(([shardIndex, state, ...parentShardIndexes]) => [shardIndex, { shardIndex, state, parentShardIndexes } satisfies KnownShard]))

  it('begin in the order in which they were met, once both parents are done; unknown ones are', () => {
    const shards = known([0, 'ENDED'], [1, 'READING'], [4, 'WAITING', 0, 1], [5, 'WAITING', 0], [3, 'WAITING', 9], [2, 'WAITING'], [6, 'DRAINED', 0])
    const begun: number[] = []
    beginThoseFree(shards, isEnded, ({ shardIndex }) => begun.push(shardIndex))
    expect(begun).toEqual([5, 3, 2])
    expect(areParents(shards, shards.get(4)!, isEnded)).toBe(false)
    expect(areParents(shards, shards.get(4)!, () => true)).toBe(true)
  })

  it('are told from those that nobody has listed yet', () => {
    const shards = known([0, 'WAITING'])
    expect(whyUnknown({ shards, discoverDueUs: 5_000_000 }, 0)).toBeNull()
    expect(whyUnknown({ shards, discoverDueUs: 5_000_000 }, 1)).toEqual({ kind: 'shardDiscovery', shardId: 'shardId-000000000001', looksAtMs: 5_000 })
    expect(whyUnknown({ shards, discoverDueUs: null }, 1)).toBeNull()
  })
})
