import { describe, expect, it } from 'vitest'
import { measure, predictionOf } from '../../panels/prediction/predictions'
import { openStory } from '../../hosts/testing/storyRun'
import { RESHARD_SECOND } from './doesReshardingHelp'

describe('resharding a stream whose reader lags', () => {
  it('does not help until the parents are read: the lag goes on growing, and children wait', async () => {
    const story = await openStory('does-resharding-help')
    const prediction = predictionOf('does-resharding-help')!
    expect(prediction.fromMs).toBe(RESHARD_SECOND * 1_000)
    const between = story.goTo(RESHARD_SECOND + 30)
    expect(measure(prediction, between)).toBeNull()
    // Four open children, and nobody reads one of them.
    expect(between.stream.openShardCount).toBe(4)
    expect(between.leases.filter(({ state }) => state === 'PROCESSING').map(({ shardId }) => shardId)).toEqual(between.shards.filter(({ state }) => state === 'CLOSED').slice(-2).map(({ shardId }) => shardId))
    const after = story.goTo(prediction.toMs / 1_000)
    const measured = measure(prediction, after)!
    expect(measured.truth).toBe('grows')
    expect(measured.lagAfterMs).toBeGreaterThan(1.5 * measured.lagBeforeMs)
    expect(after.applications[0]!.checks.parentsFirst.records).toBe(0)
  })
})
