/** What a provisioned stream can be made to do by calls, and what not, against facts §3, §5 and §7. */
import { describe, expect, it } from 'vitest'
import { capacityViewOf } from '../../engine/onDemand/capacityViewOf'
import { checkTiling } from '../../engine/invariants'
import { openStory, type Story } from '../../hosts/testing/storyRun'

function capacity({ world, stream }: Story) {
  return capacityViewOf(world, stream)!
}

function refusals(story: Story): string[] {
  return story.eventsOf('CallRefused').map(({ at, operation, exception, message }) => `${at / 1_000} s ${operation} ${exception}: ${message}`)
}

describe('uneven ranges', () => {
  it('throttle the widest shard alone, and the same number of shards, evened, takes the same traffic', async () => {
    const story = await openStory('uneven-ranges')
    const quiet = story.goTo(44)
    expect(capacity(story).ranges).toMatchObject({ widestToNarrowest: 14, shares: [{ ofKeySpace: 1 / 16 }, { ofKeySpace: 1 / 16 }, { ofKeySpace: 7 / 8 }] })
    expect(quiet.producers[0]!.recordsThrottled).toBe(0)
    const busy = story.goTo(89)
    const full = busy.shards.filter(({ recordsThrottled }) => recordsThrottled > 0)
    // The wider half of the first split; of the other two each has 94 records a second.
    expect(full.map(({ shardId }) => shardId)).toEqual(['shardId-000000000002'])
    // 1,312 a second are asked of it, and 1,000 go in, after the first few seconds.
    expect(full[0]!.recordsThrottled / (44 * (1_500 * (7 / 8) - 1_000))).toBeGreaterThan(0.9)
    expect(full[0]!.recordsThrottled / (44 * (1_500 * (7 / 8) - 1_000))).toBeLessThan(1.05)
    expect(capacity(story).ranges.remedies[0]).toMatchObject({ operation: 'UpdateShardCount', input: { TargetShardCount: 3 }, widestToNarrowest: 1 })
    story.goTo(125)
    const throttled = story.books().recordsThrottled
    const even = story.goTo(180)
    expect(story.books().recordsThrottled).toBe(throttled)
    expect(even.shards.filter(({ state }) => state === 'OPEN')).toHaveLength(3)
    expect(capacity(story).ranges.widestToNarrowest).toBeCloseTo(1, 6)
    expect(capacity(story).ranges.remedies).toEqual([])
    checkTiling(story.stream)
  })
})

describe('UpdateShardCount', () => {
  it('is taken ten times in a day and refused then, while a split by hand is not', async () => {
    const story = await openStory('ten-reshards-a-day')
    story.goTo(164)
    expect(refusals(story)).toEqual([])
    expect(capacity(story).quotas.find(({ name }) => name === 'UpdateShardCount')).toMatchObject({ used: 10, max: 10, freeAtMs: 86_415_000 })
    story.goTo(210)
    expect(refusals(story)).toEqual([expect.stringMatching(/^165 s UpdateShardCount LimitExceededException: /)])
    expect(story.eventsOf('CallAccepted').filter(({ operation }) => operation === 'UpdateShardCount')).toHaveLength(10)
    expect(story.eventsOf('CallAccepted').at(-1)).toMatchObject({ at: 180_000, operation: 'SplitShard' })
    expect(story.stream.openShards).toHaveLength(2)
    expect(story.books().recordsThrottled).toBe(0)
    checkTiling(story.stream)
  })
})

describe('two switches of mode', () => {
  it('are all that a day has; shards stay, and on demand none is split by hand', async () => {
    const story = await openStory('two-mode-switches')
    story.goTo(30)
    expect(capacity(story)).toMatchObject({ mode: 'ON_DEMAND', openShardCount: 3, modeSwitches: { left: 1, nextAllowedAtMs: null } })
    story.goTo(70)
    expect(capacity(story)).toMatchObject({ mode: 'PROVISIONED', openShardCount: 3, modeSwitches: { left: 0, nextAllowedAtMs: 86_420_000 } })
    story.goTo(120)
    expect(refusals(story)).toEqual([
      '40 s SplitShard ValidationException: Request is invalid. Stream orders under account 123456789012 is in On-Demand mode.',
      expect.stringMatching(/^80 s UpdateStreamMode LimitExceededException: /),
    ])
    expect(capacity(story)).toMatchObject({ mode: 'PROVISIONED', onDemand: null })
    expect(story.stream.shards).toHaveLength(3)
  })
})
