/** Why shards refuse records in the three stories of throttling, and which of the three cures ends it. */
import { describe, expect, it } from 'vitest'
import { WRITE_BYTES_PER_SECOND_MAX } from '../../kinesis/limits'
import type { SyntheticWorkload } from '../../engine/commands'
import { diagnosisOf } from '../../engine/diagnosis'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import { curesOf, type CureName } from '../../panels/diagnosis/cures'
import { openStory, type Story } from '../../hosts/testing/storyRun'

function diagnose({ world, stream }: Story) {
  return diagnosisOf(world, stream, null)!
}

function workloadOf(story: Story): SyntheticWorkload {
  const { workload } = story.world.producers[0]!
  if (workload?.kind !== 'synthetic') throw new Error('not made up')
  return workload
}

/** One click on the diagnosis card. @returns what the card says of it beforehand. */
function cure(story: Story, name: CureName): string {
  const { commands, outlook, hindrance } = curesOf(diagnose(story), story.look(), [])[name]
  for (const command of commands ?? []) story.act(command)
  return hindrance ?? outlook
}

describe('a hot key', () => {
  it('is not helped by a split, nor by twice the shards, but by a finer key', async () => {
    const story = await openStory('hot-key')
    const open = story.goTo(story.scenario.openAtMs / 1_000)
    const { verdict, keys, stream } = diagnose(story)
    const { recordBytes, ratePerSecond } = workloadOf(story)
    expect(recordBytes * ratePerSecond * 0.8).toBeGreaterThan(WRITE_BYTES_PER_SECOND_MAX)
    expect(verdict).toBe('hotKey')
    expect(keys[0]).toMatchObject({ partitionKey: 'user-0' })
    expect(keys[0]!.use).toBeGreaterThan(1)
    expect(stream.demand.bytes).toBeLessThan(stream.limit.bytes)
    expect(open.producers[0]!.recordsThrottled).toBeGreaterThan(0)

    expect(cure(story, 'backoff')).toBe('alreadyBacksOff')
    expect(cure(story, 'shards')).toBe('doesNotHelp')
    const split = story.goTo(85)
    expect(split.stream.openShardCount).toBe(3)
    expect(diagnose(story).verdict).toBe('hotKey')
    const refused = split.totals.recordsThrottled
    expect(story.goTo(95).totals.recordsThrottled - refused).toBeGreaterThan(1_000)

    expect(cure(story, 'key')).toBe('helps')
    const drained = story.goTo(260)
    expect(story.goTo(290).totals.recordsThrottled).toBe(drained.totals.recordsThrottled)
    expect(diagnose(story).verdict).toBe('none')
    expect(story.look().producers[0]!.acknowledgedPerSecond).toBe(ratePerSecond)
  })
})

describe('too much traffic', () => {
  it('is helped by more shards, and by nothing that the application does', async () => {
    const story = await openStory('too-much-traffic')
    story.goTo(story.scenario.openAtMs / 1_000)
    expect(diagnose(story)).toMatchObject({ verdict: 'tooMuchTraffic', limitedBy: 'bytes' })
    const { stream } = diagnose(story)
    expect(stream.demand.bytes).toBeGreaterThan(1.1 * stream.limit.bytes)
    for (const { writeBytesPerSecond } of story.look().shards) expect(writeBytesPerSecond / WRITE_BYTES_PER_SECOND_MAX).toBeCloseTo(1, 1)
    // It backs off already, and the backlog grows all the same.
    expect(story.look().producers[0]!.settings).toEqual(SDK_DEFAULTS)
    const waiting = story.look().producers[0]!.recordsWaiting
    expect(story.goTo(60).producers[0]!.recordsWaiting).toBeGreaterThan(waiting + 300)

    expect(cure(story, 'backoff')).toBe('alreadyBacksOff')
    expect(cure(story, 'key')).toBe('alreadyEven')
    expect(cure(story, 'shards')).toBe('helps')
    const drained = story.goTo(190)
    expect(drained.stream.openShardCount).toBe(4)
    const calm = story.goTo(220)
    expect(calm.totals.recordsThrottled).toBe(drained.totals.recordsThrottled)
    expect(calm.producers[0]!.acknowledgedPerSecond).toBe(workloadOf(story).ratePerSecond)
    expect(calm.producers[0]!.recordsWaiting).toBe(0)
  })
})

describe('short bursts', () => {
  it('fit on average, and are lost to an application that gives up at once; backing off is enough', async () => {
    const story = await openStory('short-bursts')
    // A while after a burst that began on a whole ten seconds.
    const open = story.goTo(53)
    expect(diagnose(story).verdict).toBe('burst')
    const { minuteMean, peakUse } = diagnose(story)
    expect(minuteMean.bytes).toBeLessThan(0.9 * WRITE_BYTES_PER_SECOND_MAX)
    expect(peakUse).toBeGreaterThan(1.5)
    expect(open.producers[0]!.recordsGivenUp).toBe(open.producers[0]!.recordsThrottled)
    expect(open.producers[0]!.recordsGivenUp / open.producers[0]!.recordsMeant).toBeGreaterThan(0.1)

    expect(cure(story, 'backoff')).toBe('helps')
    const begun = story.goTo(59)
    const later = story.goTo(110)
    expect(later.producers[0]!.recordsGivenUp).toBe(begun.producers[0]!.recordsGivenUp)
    expect(later.producers[0]!.recordsThrottled).toBeGreaterThan(begun.producers[0]!.recordsThrottled)
    story.drain()
    expect(story.books().recordsAcknowledged).toBe(story.books().recordsMeant - open.producers[0]!.recordsGivenUp)
  })
})
