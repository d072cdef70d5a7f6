import { describe, expect, it } from 'vitest'
import { ENCRYPTION_UPDATE_US } from '../../kinesis/limits'
import { DENY_ALL, guardedRun, policy, STREAM_ARN } from '../door/testing/guardedRun'
import { saveWorld } from '../snapshot'
import { get, wait } from '../testing/caller'
import type { AccessQuestion } from './accessAnswer'
import type { IdentitySettings } from './settings'
import { simulate } from './simulate'

const QUESTION: AccessQuestion = { caller: 'producer/producer-1', operation: 'PutRecords', streamName: 's' }
const READS = policy({ Sid: 'Reads', Effect: 'Allow', Action: 'kinesis:Get*', Resource: '*' }, { Sid: 'Others', Effect: 'Allow', Action: 'kinesis:*', Resource: `${STREAM_ARN}2` }, { Sid: 'Nobody', Effect: 'Deny', Action: 'kinesis:Put*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })

describe('what would happen', () => {
  it('is told with every statement that was considered, and what it is not about', () => {
    const { world } = guardedRun()
    expect(simulate(world, QUESTION)).toMatchObject({ isAllowed: true, decidedBy: { why: 'allow', policyName: 'AmazonKinesisFullAccess', statementIndex: 0 }, exception: null, message: null, problems: [] })
    const answer = simulate(world, { ...QUESTION, identity: { policies: [READS], path: 'public' } })
    expect(answer).toMatchObject({
      isAllowed: false,
      exception: 'AccessDeniedException',
      decidedBy: { why: 'implicitDeny', source: 'identity', policyName: null, quote: null },
      request: { arn: 'arn:aws:sts::123456789012:assumed-role/producer-1-role/producer-1', action: 'kinesis:PutRecords', resource: STREAM_ARN },
    })
    expect(answer.message).toMatch(/because no identity-based policy allows the kinesis:PutRecords action$/)
    expect(answer.considered.map(({ sid, effect, mismatch }) => [sid, effect, mismatch])).toEqual([
      ['Reads', 'Allow', 'action'],
      ['Others', 'Allow', 'resource'],
      ['Nobody', 'Deny', 'condition'],
    ])
    expect(JSON.parse(answer.considered[0]!.quote)).toEqual({ Sid: 'Reads', Effect: 'Allow', Action: 'kinesis:Get*', Resource: '*' })
  })

  it('moves nothing and counts nothing', () => {
    const { world } = guardedRun()
    get(world, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' })
    wait(world, ENCRYPTION_UPDATE_US + 1)
    const before = Buffer.from(saveWorld(world))
    simulate(world, { ...QUESTION, identity: { policies: [DENY_ALL], path: 'vpcEndpoint' }, endpointPolicy: '{}', resourcePolicy: null })
    simulate(world, QUESTION)
    expect(Buffer.from(saveWorld(world)).equals(before)).toBe(true)
  })

  it('counts in the documents of the question instead of those in force', () => {
    const run = guardedRun().set('producer/producer-1', [DENY_ALL])
    expect(simulate(run.world, QUESTION)).toMatchObject({ isAllowed: false, decidedBy: { why: 'explicitDeny', sid: 'Nothing' } })
    const open: IdentitySettings = { policies: [policy({ Effect: 'Allow', Action: '*', Resource: '*' })], path: 'public' }
    expect(simulate(run.world, { ...QUESTION, identity: open }).isAllowed).toBe(true)
    const shut = JSON.stringify({ Statement: { Sid: 'Not them', Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::123456789012:role/producer-1-role' }, Action: 'kinesis:PutRecords', Resource: STREAM_ARN } })
    expect(simulate(run.world, { ...QUESTION, identity: open, resourcePolicy: shut })).toMatchObject({ isAllowed: false, decidedBy: { source: 'resource', sid: 'Not them' } })
    const strangers = { ...open, accountId: '210987654321' }
    expect(simulate(run.world, { ...QUESTION, identity: strangers }).decidedBy).toMatchObject({ why: 'implicitDeny', source: 'resource' })
  })

  it('says what is wrong with a document', () => {
    const { world } = guardedRun()
    expect(simulate(world, { ...QUESTION, identity: { policies: [{ policyName: 'Bad', document: '{' }], path: 'public' } }).problems).toEqual([{ key: 'policyJson', values: { policy: 'Bad', line: 1, column: 2 } }])
  })

  it('without TLS is that nobody listens, and behind a shut key that KMS refuses', () => {
    const run = guardedRun().act({ type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'Enabled', keyPolicy: null } })
    expect(simulate(run.world, { ...QUESTION, identity: { policies: [], path: 'http' } })).toMatchObject({ isAllowed: false, decidedBy: null, exception: 'SdkClientException' })
    get(run.world, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: 'alias/orders' })
    run.wait(ENCRYPTION_UPDATE_US / 1_000 + 1)
    expect(simulate(run.world, QUESTION).isAllowed).toBe(true)
    run.act({ type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'Disabled', keyPolicy: null } })
    expect(simulate(run.world, QUESTION)).toMatchObject({ isAllowed: false, decidedBy: null, exception: 'KMSDisabledException' })
    expect(simulate(run.world, { ...QUESTION, operation: 'DescribeStream' }).isAllowed).toBe(true)
  })

  it('of a consumer is asked of its ARN, of the account of everything', () => {
    const { world } = guardedRun()
    expect(simulate(world, { caller: 'you', operation: 'SubscribeToShard', streamName: 's', consumerName: 'c' }).request.resource).toBe(`${STREAM_ARN}/consumer/c`)
    expect(simulate(world, { caller: 'you', operation: 'ListStreams', streamName: null }).request).toMatchObject({ resource: '*', arn: 'arn:aws:iam::123456789012:user/you' })
  })
})
