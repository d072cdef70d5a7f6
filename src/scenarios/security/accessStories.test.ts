/** Who may do what, who is told, and where it stands, against facts §8.1 and §8.4. */
import { describe, expect, it } from 'vitest'
import { ensure } from '../../base/assert'
import type { CallerName } from '../../engine/door/callerName'
import { guardsViewOf } from '../../engine/door/guardsViewOf'
import { trailViewOf } from '../../engine/trail/trailViewOf'
import { whyBehind } from '../../engine/why'
import { openStory, rowOf, type Story } from '../../hosts/testing/storyRun'
import { BILLING, ORDERS } from './stage'

const OTHER: CallerName = 'producer/producer-2'

function identityOf({ world }: Story, caller: CallerName) {
  return ensure(
    guardsViewOf(world).identities.find((identity) => identity.caller === caller),
    caller,
  )
}

function acknowledged(story: Story): number[] {
  return [0, 1].map((producerIndex) => story.books(producerIndex).recordsAcknowledged)
}

describe('a producer that loses its right', () => {
  it('is refused until it has it back, and the trail names it, the call and the policy that is missing', async () => {
    const story = await openStory('lost-right')
    story.goTo(30)
    const before = acknowledged(story)
    expect(before[0]).toBeGreaterThan(500)
    story.goTo(89)
    const during = acknowledged(story)
    expect(during[0]! - before[0]!).toBeLessThan(10)
    expect(during[1]! - before[1]!).toBeGreaterThan(1_100)
    const { lastDenial, policies } = identityOf(story, ORDERS)
    expect(policies.map(({ policyName }) => policyName)).toEqual(['LookOnly'])
    expect(lastDenial).toMatchObject({ operation: 'PutRecords', exception: 'AccessDeniedException', decidedBy: { why: 'implicitDeny', source: 'identity' } })
    const trail = trailViewOf(story.world, { errorsOnly: true, caller: ORDERS }, 0)
    expect(trail.matching).toBeGreaterThan(100)
    const [row] = trail.rows
    expect(row).toMatchObject({ operation: 'PutRecords', category: 'Data', errorCode: 'AccessDenied', resource: 'stream/orders' })
    expect(JSON.parse(row!.recordJson)).toMatchObject({ eventSource: 'kinesis.amazonaws.com', eventName: 'PutRecords', errorMessage: expect.stringContaining('is not authorized to perform: kinesis:PutRecords') as string })
    expect(trailViewOf(story.world, { errorsOnly: true, caller: OTHER }, 0).matching).toBe(0)
    story.goTo(150)
    expect(acknowledged(story)[0]! - during[0]!).toBeGreaterThan(1_100)
    for (const name of ['billing', 'archive']) story.expectBroken(name)
  })
})

describe('an explicit deny', () => {
  it('wins over a policy that allows everything, and is named as what decided', async () => {
    const story = await openStory('deny-beats-allow')
    story.goTo(30)
    const before = acknowledged(story)
    story.goTo(89)
    expect(acknowledged(story)[0]! - before[0]!).toBeLessThan(10)
    const { lastDenial, policies } = identityOf(story, ORDERS)
    expect(policies).toHaveLength(2)
    expect(lastDenial).toMatchObject({ decidedBy: { why: 'explicitDeny', source: 'identity', policyName: 'NoPuts', statementIndex: 0, sid: 'NoPutsIntoOrders' } })
    expect(lastDenial!.message).toMatch(/ with an explicit deny in an identity-based policy$/)
    story.goTo(150)
    expect(acknowledged(story)[0]! - before[0]!).toBeGreaterThan(1_100)
  })
})

describe('a reader of another account', () => {
  it('needs the stream’s policy beside its own, and misses nothing meanwhile', async () => {
    const story = await openStory('another-account')
    const early = story.goTo(59)
    expect(rowOf(early, 'billing').recordsProcessed).toBe(0)
    expect(identityOf(story, BILLING).lastDenial).toMatchObject({ decidedBy: { why: 'implicitDeny', source: 'resource' } })
    expect(whyBehind(story.world, story.environment, { name: 'billing', shardIndex: null }).at(-1)).toMatchObject({ kind: 'accessDenied' })
    const shared = story.goTo(109)
    expect(rowOf(shared, 'billing').iteratorAgeMs).toBeLessThan(2_000)
    expect(rowOf(shared, 'billing').recordsProcessed).toBeGreaterThan(4_000)
    const late = story.goTo(150)
    expect(rowOf(late, 'billing').iteratorAgeMs).toBeGreaterThan(35_000)
    expect(rowOf(late, 'archive').iteratorAgeMs).toBeLessThan(2_000)
    for (const name of ['billing', 'archive']) story.expectBroken(name)
  })
})

describe('the policy of a VPC endpoint', () => {
  it('stops who goes through it, whatever the caller’s own policy allows, and nobody else', async () => {
    const story = await openStory('endpoint-policy')
    story.goTo(30)
    const before = acknowledged(story)
    expect(before[0]).toBeGreaterThan(500)
    expect(guardsViewOf(story.world).endpoint).toMatchObject({ serviceName: 'com.amazonaws.us-east-1.kinesis-streams', callers: [ORDERS] })
    story.goTo(89)
    const during = acknowledged(story)
    expect(during[0]! - before[0]!).toBeLessThan(10)
    expect(during[1]! - before[1]!).toBeGreaterThan(1_100)
    expect(identityOf(story, ORDERS).lastDenial).toMatchObject({ decidedBy: { why: 'implicitDeny', source: 'endpoint' } })
    expect(identityOf(story, OTHER).callsDenied).toBe(0)
    story.goTo(150)
    expect(acknowledged(story)[0]! - during[0]!).toBeGreaterThan(1_100)
    story.expectBroken('billing')
  })
})

describe('without TLS', () => {
  it('nobody listens, no policy is asked, and the trail knows nothing of it', async () => {
    const story = await openStory('without-tls')
    const lost = story.goTo(89)
    expect(rowOf(lost, 'billing').iteratorAgeMs).toBeGreaterThan(55_000)
    expect(rowOf(lost, 'archive').iteratorAgeMs).toBeLessThan(2_000)
    expect(identityOf(story, BILLING).lastDenial).toMatchObject({ exception: 'connection', decidedBy: null })
    expect(whyBehind(story.world, story.environment, { name: 'billing', shardIndex: null }).at(-1)).toEqual({ kind: 'notEncrypted' })
    expect(trailViewOf(story.world, { errorsOnly: true }, 0).matching).toBe(0)
    expect(trailViewOf(story.world, { caller: 'application/archive' }, 0).matching).toBeGreaterThan(0)
    const back = story.goTo(110)
    expect(rowOf(back, 'billing').iteratorAgeMs).toBeLessThan(2_000)
    story.expectBroken('billing')
  })
})

describe('data events', () => {
  it('are recorded while they are on; a reshard is in the trail by itself', async () => {
    const story = await openStory('data-events')
    story.goTo(59)
    const managed = trailViewOf(story.world, { category: 'Management', operation: 'UpdateShardCount' }, 0)
    expect(managed).toMatchObject({ matching: 1, dataEventsRecorded: 0, dataEvents: { isOn: false } })
    expect(managed.rows[0]).toMatchObject({ caller: 'you', errorCode: null })
    story.goTo(89)
    const on = trailViewOf(story.world, {}, 0)
    expect(on.dataEvents).toEqual({ isOn: true, streamName: 'orders' })
    expect(on.dataEventsRecorded).toBeGreaterThan(500)
    expect(on.operations).toEqual(expect.arrayContaining(['GetRecords', 'PutRecords']))
    story.goTo(91)
    const { dataEventsRecorded } = trailViewOf(story.world, {}, 0)
    story.goTo(150)
    expect(trailViewOf(story.world, {}, 0).dataEventsRecorded).toBe(dataEventsRecorded)
  })
})
