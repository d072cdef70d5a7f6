/** What a minute's average hides, and what follows who scales by it, against facts §5 and §9. */
import { describe, expect, it } from 'vitest'
import { MIB } from '../../base/units'
import { metricsViewOf } from '../../engine/cloudWatch/metricsViewOf'
import { openStory, type Story } from '../../hosts/testing/storyRun'

function metrics({ world }: Story) {
  return metricsViewOf(world, { series: [], lens: { streamName: 'orders', shardId: null } })
}

function states(story: Story, alarmName: string): string[] {
  return story.eventsOf('AlarmStateChanged').flatMap((event) => (event.alarmName === alarmName ? [event.to] : []))
}

describe('a burst', () => {
  it('is refused while the alarm on the minute stays OK, and the alarm on refusals rings', async () => {
    const story = await openStory('hidden-burst')
    story.goTo(239)
    expect(states(story, 'minute-is-80-percent-full')).toEqual(['OK'])
    expect(states(story, 'records-are-refused')).toEqual(['OK', 'ALARM'])
    const lens = metrics(story).lens!
    const whole = lens.minutes.filter(({ secondsKnown }) => secondsKnown === 60)
    expect(whole.length).toBeGreaterThan(1)
    for (const { meanUse, peakUse, throttled, secondsThrottled, hidesThrottling } of whole) {
      expect(meanUse).toBeLessThan(0.15)
      expect(peakUse).toBeGreaterThan(0.95)
      expect(throttled).toBeGreaterThan(50)
      expect(secondsThrottled).toBeLessThanOrEqual(4)
      expect(hidesThrottling).toBe(true)
    }
    const { recordsGivenUp, recordsThrottled } = story.books()
    expect(recordsGivenUp).toBe(recordsThrottled)
    expect(lens.shareAtLimit).toBeLessThan(0.07)
  })
})

describe('a stream that alarms scale', () => {
  it('comes after its traffic, goes beyond it, and runs out of calls', async () => {
    const story = await openStory('autoscaling-overshoots')
    const accepted = () => story.eventsOf('ScalingActivity').flatMap(({ outcome, from, to }) => (outcome === 'accepted' ? [`${from} -> ${to}`] : []))
    story.goTo(104)
    expect(accepted()).toEqual([])
    const lost = story.books().recordsThrottled
    // Of 2.6 MiB a second one goes in until the alarm has seen a whole minute.
    expect(lost / story.books().recordsMeant).toBeCloseTo(1.6 / 2.6, 1)
    story.goTo(419)
    expect(accepted()).toEqual(['1 -> 2', '2 -> 4', '4 -> 8'])
    expect(story.stream.openShards).toHaveLength(8)
    story.goTo(839)
    expect(accepted().slice(3)).toEqual(['8 -> 4', '4 -> 2', '2 -> 1'])
    story.goTo(2_100)
    expect(accepted()).toHaveLength(10)
    const [scaler] = metrics(story).autoscaling
    expect(scaler).toMatchObject({ callsLeft: { left: 0, max: 10 }, openShards: 4 })
    expect(scaler!.activities[0]).toMatchObject({ outcome: 'refused', exception: 'LimitExceededException' })
    const refused = story.eventsOf('ScalingActivity').filter(({ outcome }) => outcome === 'refused')
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every(({ exception }) => exception === 'LimitExceededException')).toBe(true)
  })
})

describe('a hot shard', () => {
  it('hides in the sums of the stream; metrics by shard, of the KPL and of the KCL, name it', async () => {
    const story = await openStory('hidden-hot-shard')
    story.goTo(400)
    expect(states(story, 'stream-is-80-percent-full')).toEqual(['OK'])
    const ShardIds = [0, 1, 2, 3].map((index) => `shardId-${String(index).padStart(12, '0')}`)
    const of = (Namespace: string, MetricName: string, Statistic: 'Sum' | 'Maximum' | 'Average', dimensions: Record<string, string>) => {
      const source = { MetricStat: { Namespace, MetricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })), Statistic } }
      return metricsViewOf(story.world, { series: [{ source, periodSeconds: 60, fromMs: 240_000 }], lens: null }).series[0]!.values[0] ?? 0
    }
    const shardLimit = 60 * MIB
    const StreamName = 'orders'
    expect(of('AWS/Kinesis', 'IncomingBytes', 'Sum', { StreamName }) / (4 * shardLimit)).toBeLessThan(0.5)
    const byShard = (MetricName: string) => ShardIds.map((ShardId) => of('AWS/Kinesis', MetricName, 'Sum', { StreamName, ShardId }))
    const use = byShard('IncomingBytes').map((bytes) => bytes / shardLimit)
    const hot = use.indexOf(Math.max(...use))
    expect(use[hot]).toBeGreaterThan(0.95)
    expect(use.every((one, at) => at === hot || one < 0.3)).toBe(true)
    const refused = byShard('WriteProvisionedThroughputExceeded')
    expect(refused.map((count) => count > 0)).toEqual(ShardIds.map((_, at) => at === hot))
    expect(of('AWS/Kinesis', 'WriteProvisionedThroughputExceeded', 'Sum', { StreamName })).toBe(refused[hot])
    const kpl = (MetricName: string, statistic: 'Sum' | 'Average') => ShardIds.map((ShardId) => of('KinesisProducerLibrary', MetricName, statistic, { StreamName, ShardId }))
    const put = kpl('UserRecordsPut', 'Sum')
    expect(put.indexOf(Math.max(...put))).toBe(hot)
    const retries = kpl('RetriesPerRecord', 'Average')
    expect(retries[hot]).toBeGreaterThan(0.1)
    expect(retries.every((one, at) => at === hot || one < 0.01)).toBe(true)
    const kcl = (MetricName: string, statistic: 'Sum' | 'Maximum') => ShardIds.map((ShardId) => of('billing', MetricName, statistic, { Operation: 'ProcessTask', ShardId }))
    const behind = kcl('MillisBehindLatest', 'Maximum')
    expect(behind[hot]).toBeGreaterThan(10_000)
    expect(behind.every((one, at) => at === hot || one < 2_000)).toBe(true)
    // 1.2 ms a record; each of the others keeps up with what is put.
    const processed = kcl('RecordsProcessed', 'Sum')
    expect(processed[hot]! / (60 / 0.0012)).toBeCloseTo(1, 1)
    expect(processed.every((one, at) => (at === hot ? one < 0.9 * put[at]! : Math.abs(one / put[at]! - 1) < 0.05))).toBe(true)
  })
})
