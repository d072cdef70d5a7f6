import { describe, expect, it } from 'vitest'
import { FIREHOSE_DEFAULTS } from '../consumers/firehose/settings'
import { FLINK_READER_DEFAULTS } from '../consumers/flink/settings'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { LAMBDA_DEFAULTS } from '../consumers/lambda/settings'
import { SDK_READER_DEFAULTS } from '../consumers/sdk/settings'
import type { ApplicationSettings } from '../consumers/settings'
import { ENDPOINT_POLICY_DEFAULT } from '../iam/settings'
import { AGENT_DEFAULTS } from '../producers/agent/settings'
import { CLOUD_WATCH_LOGS_DEFAULTS } from '../producers/cloudWatchLogs/settings'
import { FLINK_DEFAULTS } from '../producers/flink/settings'
import { IOT_DEFAULTS } from '../producers/iot/settings'
import { KPL_DEFAULTS } from '../producers/kpl/settings'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import type { ProducerSettings } from '../producers/settings'
import { applicationDetails } from '../consumers/detailsOf'
import { restoreWorld, saveWorld } from '../snapshot'
import { ask, outcomeOf } from '../testing/caller'
import { NOWHERE } from '../testing/nowhere'
import { quietWorld } from '../testing/quietWorld'
import type { CallerName } from './callerName'
import { ALLOW_ALL, DENY_ALL, guardedRun, policy, PRODUCER, STREAM_ARN } from './testing/guardedRun'

const NAME = 'counts'
const READER: CallerName = `application/${NAME}`
const SDK: ApplicationSettings = { ...SDK_READER_DEFAULTS, name: NAME, pollIntervalMs: 200 }

describe('a call', () => {
  it('is let in as long as nobody has set anything', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS, applications: [SDK] }).wait(5_000)
    expect(run.books.recordsAcknowledged).toBeGreaterThan(50)
    const { isDefault, callsAllowed, callsDenied, lastDenial, policies } = run.identity(PRODUCER)
    expect([isDefault, callsDenied, lastDenial]).toEqual([true, 0, null])
    expect(callsAllowed).toBeGreaterThan(10)
    expect(policies.map(({ policyName }) => policyName)).toEqual(['AmazonKinesisFullAccess'])
  })

  it('is refused in AWS’s words, by the statement that is named, and allowed again afterwards', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS }).wait(2_000)
    run.set(PRODUCER, [policy({ Effect: 'Allow', Action: 'kinesis:*', Resource: '*' }, { Sid: 'NoPuts', Effect: 'Deny', Action: 'kinesis:Put*', Resource: STREAM_ARN })])
    const before = run.stored()
    run.wait(3_000)
    expect(run.stored()).toBe(before)
    const { lastDenial, callsDenied } = run.identity(PRODUCER)
    expect(callsDenied).toBeGreaterThan(5)
    expect(lastDenial).toMatchObject({
      operation: 'PutRecords',
      exception: 'AccessDeniedException',
      message: `User: arn:aws:sts::123456789012:assumed-role/producer-1-role/producer-1 is not authorized to perform: kinesis:PutRecords on resource: ${STREAM_ARN} with an explicit deny in an identity-based policy`,
      decidedBy: { why: 'explicitDeny', source: 'identity', policyName: 'Own', statementIndex: 1, sid: 'NoPuts' },
    })
    expect(JSON.parse(lastDenial?.decidedBy?.quote ?? '')).toEqual({ Sid: 'NoPuts', Effect: 'Deny', Action: 'kinesis:Put*', Resource: STREAM_ARN })
    run.set(PRODUCER, null).wait(2_000)
    expect(run.stored()).toBeGreaterThan(before)
    expect(run.identity(PRODUCER).callsDenied).toBe(callsDenied)
  })

  it('is quoted as the policy was that refused it, whatever it says now, or if it is gone', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS }).set(PRODUCER, [policy({ Sid: 'First', Effect: 'Deny', Action: 'kinesis:*', Resource: '*' })]).wait(2_000)
    const { lastDenial } = run.identity(PRODUCER)
    expect(lastDenial?.decidedBy).toMatchObject({ sid: 'First', quote: expect.stringContaining('"Deny"') as string })
    run.set(PRODUCER, [policy({ Sid: 'Second', Effect: 'Allow', Action: 'kinesis:*', Resource: '*' })])
    expect(run.identity(PRODUCER).lastDenial).toEqual(lastDenial)
    run.set(PRODUCER, null)
    expect(run.identity(PRODUCER).lastDenial).toEqual(lastDenial)
  })

  it('refused is told of once in five seconds, with how many there were', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS }).set(PRODUCER, []).wait(16_000)
    const told = run.told('CallsDenied')
    expect(told.map(({ caller, operation, exception }) => [caller, operation, exception])).toEqual(Array(4).fill([PRODUCER, 'PutRecords', 'AccessDeniedException']))
    expect(told.reduce((sum, { calls }) => sum + calls, 0)).toBeLessThanOrEqual(run.identity(PRODUCER).callsDenied)
    for (const [at, { at: atMs }] of told.entries()) if (at > 0) expect(atMs - told[at - 1]!.at).toBeGreaterThanOrEqual(5_000)
  })

  it('goes through the endpoint only where the endpoint’s policy has it too', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS }).act({ type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } })
    run.set(PRODUCER, [ALLOW_ALL], 'vpcEndpoint').wait(2_000)
    const before = run.stored()
    expect(before).toBeGreaterThan(10)
    expect(run.view().endpoint).toMatchObject({ callers: [PRODUCER], serviceName: 'com.amazonaws.us-east-1.kinesis-streams' })
    expect(run.identity(PRODUCER)).toMatchObject({ path: 'vpcEndpoint', sourceIp: expect.stringMatching(/^10\./) as string })
    run.act({ type: 'SetVpcEndpoint', endpoint: { policy: JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 'kinesis:Get*', Resource: '*' } }) } }).wait(2_000)
    expect(run.stored()).toBe(before)
    expect(run.identity(PRODUCER).lastDenial?.message).toMatch(/because no VPC endpoint policy allows the kinesis:PutRecords action$/)
    // Without an endpoint it goes the public way.
    run.act({ type: 'SetVpcEndpoint', endpoint: null }).wait(2_000)
    expect(run.stored()).toBeGreaterThan(before)
    expect(run.identity(PRODUCER).path).toBe('public')
  })

  it('can be bound to the endpoint by a condition', () => {
    const bound = policy({ Effect: 'Allow', Action: 'kinesis:*', Resource: '*' }, { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } } })
    const run = guardedRun({ producer: SDK_DEFAULTS }).act({ type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } })
    run.set(PRODUCER, [bound]).wait(2_000)
    expect(run.stored()).toBe(0)
    run.set(PRODUCER, [bound], 'vpcEndpoint').wait(2_000)
    expect(run.stored()).toBeGreaterThan(10)
  })

  it('without TLS finds nobody', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS, applications: [SDK] }).set(PRODUCER, [ALLOW_ALL], 'http').set(READER, [ALLOW_ALL], 'http').set('you', [ALLOW_ALL], 'http').wait(5_000)
    expect(run.stored()).toBe(0)
    expect(run.identity(PRODUCER).lastDenial).toMatchObject({ exception: 'connection', decidedBy: null })
    expect(outcomeOf(run.world, 'ListStreams', {})).toBe('SdkClientException: Unable to execute HTTP request: Connect to kinesis.us-east-1.amazonaws.com:80 failed: Connection refused')
    run.set(PRODUCER, null).wait(5_000)
    expect(run.stored()).toBeGreaterThan(10)
    expect(run.why(NAME)).toEqual({ kind: 'notEncrypted' })
  })

  it('follows the clock where a condition does', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS })
    // The world begins at 09:00.
    run.set(PRODUCER, [policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition: { DateLessThan: { 'aws:CurrentTime': '2026-01-05T09:00:03Z' } } })]).wait(3_000)
    const before = run.stored()
    expect(before).toBeGreaterThan(30)
    run.wait(2_000)
    expect(run.stored()).toBeLessThan(before + 10)
    expect(run.identity(PRODUCER).callsDenied).toBeGreaterThan(5)
  })
})

/** Facts A13, K (clients): SDKs do not try a denied call again; the KPL does until RecordTtl, the agent for ever; Flink's sink sends entries again unless it fails on errors. */
describe('producers that may not put', () => {
  const CASES: [ProducerSettings['kind'], ProducerSettings, 'lost' | 'kept'][] = [
    ['sdk', SDK_DEFAULTS, 'lost'],
    ['kpl', KPL_DEFAULTS, 'lost'],
    ['agent', AGENT_DEFAULTS, 'kept'],
    ['cloudWatchLogs', CLOUD_WATCH_LOGS_DEFAULTS, 'lost'],
    ['iot', IOT_DEFAULTS, 'lost'],
    ['flink', FLINK_DEFAULTS, 'kept'],
  ]

  it.each(CASES)('%s: what it meant to send is %3$s', (_, producer, fate) => {
    const run = guardedRun({ producer }).set(PRODUCER, [DENY_ALL]).wait(60_000)
    expect(run.stored()).toBe(0)
    expect(run.identity(PRODUCER).lastDenial?.exception).toBe('AccessDeniedException')
    const { recordsGivenUp, recordsExpired, recordsWaiting, recordsInFlight } = run.books
    if (fate === 'lost') expect(recordsGivenUp + recordsExpired).toBeGreaterThan(0)
    else expect([recordsGivenUp + recordsExpired, recordsWaiting + recordsInFlight > 0]).toEqual([0, true])
    for (const { reason } of run.told('RecordsGivenUp')) expect(reason).toMatch(/error|expired/)
    run.set(PRODUCER, null).wait(60_000)
    expect(run.stored()).toBeGreaterThan(0)
  })

  it('Flink’s job fails where it is to fail on errors', () => {
    const run = guardedRun({ producer: { ...FLINK_DEFAULTS, failOnError: true } }).set(PRODUCER, [DENY_ALL]).wait(20_000)
    expect(run.told('JobFailed')[0]).toMatchObject({ failure: 'request' })
  })

  it('the KPL that may not list shards goes on without knowing them', () => {
    const run = guardedRun({ producer: KPL_DEFAULTS }).set(PRODUCER, [policy({ Effect: 'Allow', Action: 'kinesis:PutRecords', Resource: STREAM_ARN })]).wait(10_000)
    expect(run.identity(PRODUCER).lastDenial?.operation).toBe('ListShards')
    expect(run.stored()).toBeGreaterThan(0)
  })
})

describe('applications that may not read', () => {
  const KCL: ApplicationSettings = { ...KCL_DEFAULTS, name: NAME, workerCount: 1, workUs: 100, initialPosition: 'TRIM_HORIZON' }
  const CASES: [string, ApplicationSettings][] = [
    ['KCL', KCL],
    ['KCL with enhanced fan-out', { ...KCL, retrieval: 'fanOut' }],
    ['SDK', SDK],
    ['Lambda', { ...LAMBDA_DEFAULTS, name: NAME, startingPosition: 'TRIM_HORIZON' }],
    ['Firehose', { ...FIREHOSE_DEFAULTS, name: NAME }],
    ['Flink', { ...FLINK_READER_DEFAULTS, name: NAME, initialPosition: 'TRIM_HORIZON' }],
  ]

  it.each(CASES)('%s: processes nothing, says why, loses nothing', (_, settings) => {
    const run = guardedRun({ producer: SDK_DEFAULTS, applications: [settings] }).wait(310_000)
    const before = run.processed(NAME)
    expect(before).toBeGreaterThan(0)
    // A subscription that there is lasts its five minutes; what was in hand may still be worked through.
    run.set(READER, [DENY_ALL]).wait(310_000)
    const shut = run.processed(NAME)
    run.wait(120_000)
    expect(run.processed(NAME)).toBe(shut)
    expect(run.identity(READER).lastDenial?.exception).toBe('AccessDeniedException')
    expect(run.why(NAME)).toMatchObject({ kind: 'accessDenied', policyName: 'Own' })
    const details = applicationDetails(run.world, NOWHERE, NAME)
    if (details?.kind === 'lambda' || details?.kind === 'firehose') expect(details.shards[0]?.refusal?.exception).toBe('AccessDeniedException')
    run.set(READER, null).wait(400_000)
    expect(run.processed(NAME)).toBeGreaterThan(shut + 2_000)
    expect(run.told('CheckFailed')).toEqual([])
    if (settings.kind === 'flink') expect(run.told('ApplicationFailed')[0]).toMatchObject({ failure: 'denied' })
  })
})

describe('guards', () => {
  it('are kept by a snapshot, with what they have counted', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS }).set(PRODUCER, [DENY_ALL]).set('you', [policy({ Effect: 'Allow', Action: 'kinesis:Get*', Resource: '*' })]).wait(2_000)
    const copy = restoreWorld(saveWorld(run.world))
    expect(copy.guards).toEqual(run.world.guards)
    expect(outcomeOf(copy, 'ListStreams', {})).toMatch(/^AccessDenied/)
  })

  it('refuse what is no policy, and then nothing is changed', () => {
    const run = guardedRun().set('you', [ALLOW_ALL])
    const before = saveWorld(run.world)
    const bad = (document: string) => run.act({ type: 'SetIdentity', caller: 'you', identity: { policies: [ALLOW_ALL, { policyName: 'Bad', document }], path: 'public' } }).told('CommandRefused').at(-1)
    expect(bad('{"Statement": [')).toMatchObject({ command: 'SetIdentity', reason: { key: 'policyJson', values: { policy: 'Bad', line: 1, column: 16 } } })
    expect(bad('{"Statement": {"Effect": "Allow", "Action": "kinesis:PutRecordz", "Resource": "*"}}')).toMatchObject({
      reason: { key: 'policyActionNear', values: { place: 'Statement.Action', value: 'kinesis:PutRecordz', nearest: 'kinesis:PutRecords' } },
    })
    const twice = run.set('you', [ALLOW_ALL, ALLOW_ALL]).told('CommandRefused').at(-1)
    expect(twice).toMatchObject({ reason: { key: 'policyNameTwice' } })
    run.act({ type: 'SetVpcEndpoint', endpoint: { policy: '{}' } })
    expect(run.told('CommandRefused').at(-1)).toMatchObject({ reason: { key: 'policyMissing' } })
    run.act({ type: 'SetIdentity', caller: 'you', identity: { policies: [], path: 'public', accountId: '12' } })
    expect(run.told('CommandRefused').at(-1)).toMatchObject({ reason: { key: 'accountDigits' } })
    const same = restoreWorld(before)
    expect(run.world.guards).toEqual({ ...same.guards })
  })

  it('without any of these cost a call nothing but its count', () => {
    const world = quietWorld({ shardCount: 1 })
    ask(world, 'ListStreams', {})
    expect(world.guards.revision).toBe(0)
    expect(world.guards.tallies.get('you')).toMatchObject({ allowed: 1, denied: 0 })
  })
})
