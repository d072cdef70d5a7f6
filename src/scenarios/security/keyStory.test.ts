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
