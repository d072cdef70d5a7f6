/** What applications on the KCL show, against facts F and K. */
import { describe, expect, it } from 'vitest'
import { ensure } from '../../base/assert'
import { renewIntervalUs, takeIntervalUs } from '../../engine/consumers/kcl/defaults'
import type { KclApplication } from '../../engine/consumers/kcl/model'
import { firstMissing } from '../../engine/consumers/shardProgress'
import { accountOf } from '../../hosts/testing/account'
import { openStory, rowOf, type Story } from '../../hosts/testing/storyRun'

function kclNamed({ world }: Story, name: string): KclApplication {
  const application = world.applications.find(({ settings }) => settings.name === name)
  if (application?.kind !== 'kcl') throw new Error(`${name} is not on the KCL`)
  return application
}

/** Facts F6: expiry is judged at scans so far apart, and a renewal seen at one postpones it to the next but one. */
function expectTakenOver(story: Story, name: string, crashedMs: number): void {
  const { settings } = kclNamed(story, name)
  const taken = story.eventsOf('LeaseTaken').filter(({ application, how }) => application === name && how === 'expired')
  expect(taken.length, name).toBeGreaterThan(0)
  for (const { at } of taken) {
    expect(at - crashedMs).toBeGreaterThanOrEqual((takeIntervalUs(settings) - renewIntervalUs(settings)) / 1_000)
    expect(at - crashedMs).toBeLessThanOrEqual((2 * takeIntervalUs(settings)) / 1_000)
  }
}

/** Done by a worker in its shards, and not covered by a checkpoint. */
function doneSinceCheckpoint(story: Story, name: string, workerId: string): number {
  const { leases, progress } = kclNamed(story, name)
  let records = 0
  for (const { leaseOwner, shardIndex, checkpoint } of leases.values()) {
    if (leaseOwner !== workerId) continue
    const saved = checkpoint.kind === 'SEQUENCE_NUMBER' ? checkpoint.ordinal : 0
    records += firstMissing(ensure(progress.get(shardIndex), 'progress')) - saved - 1
  }
  return records
}

describe('crash and checkpoint', () => {
  it('takes the leases over after 20 to 40 s, and reads again exactly what came since the checkpoints', async () => {
    const story = await openStory('crash-and-checkpoint')
    const names = ['saves-often', 'saves-seldom']
    const calm = story.goTo(119)
    for (const name of names) expect(rowOf(calm, name)).toMatchObject({ recordsProcessedAgain: 0, workerCount: 2 })
    story.goTo(120)
    const unsaved = names.map((name) => doneSinceCheckpoint(story, name, 'w-1'))
    story.goTo(130)
    expect(story.look().leases.filter(({ state }) => state === 'OWNER_SILENT')).toHaveLength(4)
    for (const name of names) expect(story.application(name).iteratorAgeMs, name).toBeGreaterThan(9_500)
    const later = story.goTo(240)
    for (const [at, name] of names.entries()) {
      const { recordsProcessedAgain, duplicatesProcessed, userRecordsProcessed, workerCount } = rowOf(later, name)
      expectTakenOver(story, name, 120_000)
      expect(recordsProcessedAgain, name).toBe(unsaved[at])
      expect(duplicatesProcessed).toBe(unsaved[at])
      expect(workerCount).toBe(1)
      expect(story.processed.get(name)!.size).toBe(userRecordsProcessed - duplicatesProcessed)
      story.expectBroken(name)
    }
    const [often, seldom] = unsaved as [number, number]
    // Half of 800 a second, for at most an interval and one batch more.
    expect(often).toBeGreaterThan(0)
    expect(often).toBeLessThan(400 * (5 + 2))
    expect(seldom).toBeLessThan(400 * (60 + 2))
    expect(seldom).toBeGreaterThan(10 * often)
    const { totals } = story.drain()
    for (const name of names) expect(story.processed.get(name)!.size).toBe(totals.recordsStored)
  })
})

describe('leases in KCL 2.x and 3.x', () => {
  it('are taken by whoever wants them, or assigned by a leader and handed over without a record read twice', async () => {
    const story = await openStory('leases-two-ways')
    const leasesOf = (name: string) => story.look().workers.filter(({ application }) => application === name).map(({ leases }) => leases)
    story.goTo(59)
    expect([leasesOf('takes'), leasesOf('assigns')]).toEqual([[8], [8]])
    expect(story.eventsOf('LeaderElected').map(({ application }) => application)).toEqual(['assigns'])

    story.goTo(239)
    // 2.x: ceil(8 / 4) for each.
    expect(leasesOf('takes')).toEqual([2, 2, 2, 2])
    expect(leasesOf('assigns').reduce((sum, leases) => sum + leases, 0)).toBe(8)
    expect(Math.min(...leasesOf('assigns'))).toBeGreaterThan(0)
    expect(Math.max(...leasesOf('assigns'))).toBeLessThan(8)
    const stolen = story.eventsOf('LeaseTaken').filter(({ how }) => how === 'stolen')
    expect(stolen.map(({ application }) => application)).toEqual(Array<string>(6).fill('takes'))
    // One lease for each worker and scan.
    for (const workerId of ['w-2', 'w-3', 'w-4']) {
      const [first, second] = stolen.filter((event) => event.workerId === workerId).map(({ at }) => at)
      expect(second! - first!).toBeGreaterThanOrEqual(takeIntervalUs(kclNamed(story, 'takes').settings) / 1_000)
    }
    const handedOver = story.eventsOf('LeaseHandedOver')
    expect(handedOver.length).toBeGreaterThan(3)
    expect(handedOver.every(({ application }) => application === 'assigns')).toBe(true)
    expect(story.application('takes').recordsProcessedAgain).toBeGreaterThan(500)
    expect(story.application('assigns').recordsProcessedAgain).toBe(0)

    story.goTo(360)
    expect(leasesOf('takes').toSorted()).toEqual([4, 4])
    expect(leasesOf('assigns').reduce((sum, leases) => sum + leases, 0)).toBe(8)
    const { totals } = story.drain()
    for (const name of ['takes', 'assigns']) {
      story.expectBroken(name)
      expect(story.processed.get(name)!.size).toBe(totals.recordsStored)
    }
  })
})

describe('exceptions and zombies', () => {
  it('skip what processRecords threw at, and refuse the checkpoint of a worker that slept too long', async () => {
    const story = await openStory('exceptions-and-zombies')
    story.goTo(89)
    expect(story.eventsOf('WorkerPaused')).toEqual([])
    story.goTo(149)
    expect(story.look().workers.filter(({ pausedUntilMs }) => pausedUntilMs !== null)).toMatchObject([{ application: 'sleeps', workerId: 'w-1', pausedUntilMs: 150_000, leases: 0 }])
    expectTakenOver(story, 'sleeps', 90_000)
    expect(story.eventsOf('CheckpointRefused')).toEqual([])
    const asleep = story.application('sleeps').recordsProcessedAgain
    story.goTo(150.04)
    const refused = story.eventsOf('CheckpointRefused')
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatchObject({ application: 'sleeps', workerId: 'w-1', at: 150_000 })
    // What it did when it awoke, the next owner has done as well.
    expect(story.application('sleeps').recordsProcessedAgain).toBeGreaterThan(asleep)

    story.goTo(240)
    const drained = story.drain()
    const failed = story.eventsOf('ProcessRecordsFailed')
    const skipped = failed.reduce((sum, { records }) => sum + records, 0)
    const given = story.processed.get('throws')!.size
    expect(new Set(failed.map(({ application }) => application))).toEqual(new Set(['throws']))
    expect(failed.length).toBeGreaterThan(5)
    expect(story.consumer('kcl', 'throws').exceptions).toBeGreaterThanOrEqual(failed.length)
    const { atLeastOnce, orderPerKey } = rowOf(drained, 'throws').checks
    expect(atLeastOnce.first).toMatchObject({ reason: 'skipped' })
    // The last batch that it threw at, if no checkpoint came after it, is owed still.
    expect(atLeastOnce.records + rowOf(drained, 'throws').backlogRecords).toBe(drained.totals.recordsStored - given)
    expect(atLeastOnce.records).toBeGreaterThan(0.8 * skipped)
    expect(orderPerKey.records).toBeGreaterThan(0)
    for (const name of ['sleeps', 'sound']) {
      story.expectBroken(name)
      expect(story.processed.get(name)!.size).toBe(drained.totals.recordsStored)
    }
    expect(rowOf(drained, 'sound').recordsProcessedAgain).toBe(0)
  })
})

describe('de-duplicated or not', () => {
  it('tells copies and records read again by their ids, as far back as the set goes', async () => {
    const story = await openStory('known-twice')
    const names = ['counts-all', 'knows-ids', 'forgets-soon']
    const calm = story.goTo(119)
    for (const name of names) expect(rowOf(calm, name).recordsProcessedAgain).toBe(0)
    // Copies of the producer come within its timeout: a small set is enough for these.
    expect(rowOf(calm, 'counts-all').duplicatesProcessed).toBeGreaterThan(100)
    expect(rowOf(calm, 'knows-ids')).toMatchObject({ duplicatesProcessed: 0 })
    expect(rowOf(calm, 'forgets-soon').duplicatesDropped).toBeGreaterThan(0.8 * rowOf(calm, 'knows-ids').duplicatesDropped)

    story.goTo(240)
    for (const name of names) expectTakenOver(story, name, 120_000)
    const { totals, applications } = story.drain()
    const distinct = accountOf(story.stream).distinct.size
    expect(totals.recordsStored).toBe(distinct + totals.copiesStored)
    for (const { name, recordsProcessedAgain, duplicatesProcessed, duplicatesDropped, userRecordsProcessed } of applications) {
      expect(recordsProcessedAgain, name).toBeGreaterThan(100)
      expect(duplicatesProcessed + duplicatesDropped, name).toBe(recordsProcessedAgain + totals.copiesStored)
      expect(userRecordsProcessed - duplicatesProcessed, name).toBe(distinct)
      expect(story.processed.get(name)!.size).toBe(distinct)
      story.expectBroken(name)
    }
    const row = (name: string) => ensure(applications.find((application) => application.name === name), name)
    expect(row('counts-all').duplicatesDropped).toBe(0)
    expect(row('knows-ids').duplicatesProcessed).toBe(0)
    // 500 ids do not reach back to the checkpoint.
    expect(row('forgets-soon').duplicatesProcessed).toBeGreaterThan(0.9 * row('forgets-soon').recordsProcessedAgain)
  })
})
