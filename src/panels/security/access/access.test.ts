import { describe, expect, it } from 'vitest'
import { SDK_READER_DEFAULTS } from '../../../engine/consumers/sdk/settings'
import type { CallerName } from '../../../engine/door/callerName'
import { guardedRun, PRODUCER, STREAM_ARN } from '../../../engine/door/testing/guardedRun'
import { parsePolicy } from '../../../engine/iam/parsePolicy'
import { SDK_DEFAULTS } from '../../../engine/producers/sdk/settings'
import { breaksOf, broken } from './breaks'
import { freeName, sharedWith, TEMPLATES, templateOf } from './templates'

const READER: CallerName = 'application/counts'
const SUBJECT = { streamArn: STREAM_ARN, vpcEndpointId: 'vpce-1' }
const begin = () => guardedRun({ producer: SDK_DEFAULTS, applications: [{ ...SDK_READER_DEFAULTS, name: 'counts', pollIntervalMs: 200 }] }).wait(5_000)

describe('templates', () => {
  it.each(TEMPLATES)('%s is a policy', (name) => {
    const { policyName, document } = templateOf(name, SUBJECT)
    expect(parsePolicy(document, { kind: 'identity', policyName }).problems).toEqual([])
  })

  it.each(['stream', 'consumer'] as const)('of a shared %s is one, too', (kind) => {
    const arn = kind === 'stream' ? STREAM_ARN : `${STREAM_ARN}/consumer/c:1`
    expect(parsePolicy(sharedWith(kind, arn, '210987654321'), { kind, policyName: 'ResourcePolicy', arn }).problems).toEqual([])
  })

  it.each([
    ['producer', PRODUCER],
    ['consumer', READER],
  ] as const)('least privilege is enough for a %s', (name, caller) => {
    const run = begin()
    run.set(caller, [templateOf(name, SUBJECT)])
    const before = run.identity(caller).callsAllowed
    run.wait(10_000)
    expect(run.identity(caller)).toMatchObject({ callsDenied: 0 })
    expect(run.identity(caller).callsAllowed).toBeGreaterThan(before)
  })

  it('names a policy that is there already by a number', () => {
    const policies = ['Own', 'Own-2'].map((policyName) => ({ policyName, document: '' }))
    expect([freeName('Own', policies), freeName('Other', policies)]).toEqual(['Own-3', 'Other'])
  })
})

describe('each way to break access', () => {
  it.each([PRODUCER, READER].flatMap((caller) => breaksOf(caller).map((name) => ({ caller, name }))))('$name stops $caller, and what it had brings it back', ({ caller, name }) => {
    const run = begin()
    const { policies, path } = run.identity(caller)
    const done = () => (caller === PRODUCER ? run.stored() : run.processed('counts'))
    const identity = broken(name, { caller, identity: { policies, path }, streamArn: STREAM_ARN })
    run.act({ type: 'SetIdentity', caller, identity }).wait(2_000)
    const before = done()
    run.wait(10_000)
    expect(done()).toBe(before)
    expect(run.identity(caller).callsDenied).toBeGreaterThan(0)
    run.act({ type: 'SetIdentity', caller, identity: { policies, path } }).wait(10_000)
    expect(done()).toBeGreaterThan(before)
  })
})
