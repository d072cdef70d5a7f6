/** What a key that is disabled shuts, and when, against facts §8.2 and §8.3. */
import { expect, it } from 'vitest'
import { DATA_KEY_LIFE_US } from '../../kinesis/limits'
import { guardsViewOf } from '../../engine/door/guardsViewOf'
import { whyBehind } from '../../engine/why'
import { openStory, rowOf } from '../../hosts/testing/storyRun'

const LIFE_S = DATA_KEY_LIFE_US / 1_000_000
/** Encryption is on five seconds after it is asked for at 20. */
const SHUT_S = 25 + LIFE_S

it('a key that is disabled is noticed when data keys run out, by who puts and by who reads what it encrypted', async () => {
  const story = await openStory('key-disabled')
  const acknowledged = () => story.books(0).recordsAcknowledged + story.books(1).recordsAcknowledged
  story.goTo(60)
  const disabled = acknowledged()
  story.goTo(SHUT_S - 2)
  expect(acknowledged() - disabled).toBeGreaterThan(0.98 * 40 * (SHUT_S - 62))
  expect(story.eventsOf('CallsDenied')).toEqual([])
  story.goTo(SHUT_S + 2)
  const shut = acknowledged()
  const late = story.goTo(449)
  expect(acknowledged()).toBe(shut)
  const exceptions = new Set(story.eventsOf('CallsDenied').map(({ caller, operation, exception }) => `${caller} ${operation} ${exception}`))
  expect([...exceptions].sort()).toEqual([
    'application/late GetRecords KMSDisabledException',
    'producer/producer-1 PutRecords KMSDisabledException',
    'producer/producer-2 PutRecords KMSDisabledException',
  ])
  // What was put before it was encrypted is plain.
  expect(rowOf(late, 'late').recordsProcessed / (25 * 40)).toBeCloseTo(1, 1)
  expect(rowOf(late, 'billing').recordsProcessed).toBe(late.totals.recordsStored)
  expect(whyBehind(story.world, story.environment, { name: 'late', shardIndex: null }).at(-1)).toEqual({ kind: 'keyRefused', keyName: 'alias/orders', exception: 'KMSDisabledException' })
  const [held] = guardsViewOf(story.world).streams
  expect(held!.recordsHeld - held!.recordsEncrypted).toBe(rowOf(late, 'late').recordsProcessed)
  const enabled = story.goTo(540)
  expect(acknowledged()).toBeGreaterThan(shut + 40 * 80)
  for (const name of ['late', 'billing']) {
    expect(rowOf(enabled, name).iteratorAgeMs).toBeLessThan(2_000)
    story.expectBroken(name)
  }
})

it('a key that is to be deleted shuts by another name than a disabled one, which it is when that is cancelled, and nothing stored is lost', async () => {
  const story = await openStory('key-pending-deletion')
  const told = () => [...new Set(story.eventsOf('CallsDenied').map(({ caller, exception }) => `${caller} ${exception}`))].sort()
  const acknowledged = () => story.books(0).recordsAcknowledged + story.books(1).recordsAcknowledged
  story.goTo(SHUT_S - 2)
  expect(told()).toEqual([])
  const late = story.goTo(399)
  const shut = acknowledged()
  expect(told()).toEqual(['application/late KMSInvalidStateException', 'producer/producer-1 KMSInvalidStateException', 'producer/producer-2 KMSInvalidStateException'])
  expect(rowOf(late, 'late').recordsProcessed / (25 * 40)).toBeCloseTo(1, 1)
  const [key] = guardsViewOf(story.world).keys.filter(({ aliasName }) => aliasName === 'alias/orders')
  expect(key).toMatchObject({ keyState: 'PendingDeletion' })
  const cancelled = story.goTo(449)
  expect(acknowledged()).toBe(shut)
  expect(rowOf(cancelled, 'late').recordsProcessed).toBe(rowOf(late, 'late').recordsProcessed)
  const lastDenials = () => guardsViewOf(story.world).identities.flatMap(({ caller, lastDenial }) => (lastDenial === null ? [] : [`${caller} ${lastDenial.exception}`])).sort()
  expect(lastDenials()).toEqual(['application/late KMSDisabledException', 'producer/producer-1 KMSDisabledException', 'producer/producer-2 KMSDisabledException'])
  const enabled = story.goTo(540)
  expect(acknowledged()).toBeGreaterThan(shut + 40 * 80)
  for (const name of ['late', 'billing']) {
    expect(rowOf(enabled, name).iteratorAgeMs).toBeLessThan(2_000)
    expect(rowOf(enabled, name).recordsProcessed / enabled.totals.recordsStored).toBeGreaterThan(0.99)
    story.expectBroken(name)
  }
})

it('a key’s policy shuts one producer out by kms:GenerateDataKey, whatever IAM says, and nobody else', async () => {
  const story = await openStory('key-policy-denies')
  const acknowledged = () => [0, 1].map((producerIndex) => story.books(producerIndex).recordsAcknowledged)
  story.goTo(SHUT_S - 2)
  expect(story.eventsOf('CallsDenied')).toEqual([])
  story.goTo(SHUT_S + 2)
  const [mine, others] = acknowledged()
  const shut = story.goTo(449)
  expect(acknowledged()[0]).toBe(mine)
  expect(acknowledged()[1]! - others!).toBeGreaterThan(0.98 * 20 * (449 - SHUT_S - 2))
  expect([...new Set(story.eventsOf('CallsDenied').map(({ caller, operation, exception }) => `${caller} ${operation} ${exception}`))]).toEqual(['producer/producer-1 PutRecords KMSAccessDeniedException'])
  const denied = guardsViewOf(story.world).identities.find(({ caller }) => caller === 'producer/producer-1')!.lastDenial
  expect(denied).toMatchObject({ decidedBy: { why: 'explicitDeny', source: 'key', sid: 'NoDataKeysForOrders' } })
  expect(denied!.message).toContain('is not authorized to perform: kms:GenerateDataKey')
  expect(rowOf(shut, 'billing').iteratorAgeMs).toBeLessThan(2_000)
  story.goTo(540)
  expect(acknowledged()[0]).toBeGreaterThan(mine! + 20 * 80)
  story.expectBroken('billing')
})
