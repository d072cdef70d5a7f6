import { describe, expect, it } from 'vitest'
import { decide, type Policies } from './decide'
import { ACCOUNT, allow, deny, document, OTHER_ACCOUNT, policyOf, requested, STREAM, userOf } from './testing/asked'

const YOU = { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/you` } }
const YOUR_ACCOUNT = { Principal: { AWS: ACCOUNT } }
const STRANGER = { Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:user/you` } }
const STRANGERS = { Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` } }
const PUT = 'kinesis:PutRecords'

interface Given {
  identity?: object[]
  resource?: object[]
  endpoint?: object[]
  from?: string
  kind?: Policies['resourceKind']
}

function verdictOf({ identity = [], resource, endpoint, from = ACCOUNT, kind = 'resource' }: Given): string {
  const { isAllowed, why, source, statementIndex } = decide(requested({ principal: userOf(from) }), {
    identity: identity.length === 0 ? [] : [policyOf(document(...identity))],
    resource: resource === undefined ? null : policyOf(document(...resource), { kind: kind === 'key' ? 'key' : 'stream' }),
    endpoint: endpoint === undefined ? null : policyOf(document(...endpoint), { kind: 'endpoint' }),
    resourceKind: kind,
  })
  expect(isAllowed).toBe(why === 'allow')
  return `${why} ${source}${statementIndex === null ? '' : ` ${statementIndex}`}`
}

/** IAM user guide, "Policy evaluation logic", "Cross-account policy evaluation logic" and "The difference between explicit and implicit denies". */
describe('evaluation logic', () => {
  it.each<[string, Given, string]>([
    ['nothing allows: an implicit deny', {}, 'implicitDeny identity'],
    ['an identity’s policy suffices', { identity: [allow(PUT)] }, 'allow identity 0'],
    ['a policy about something else does not', { identity: [allow('kinesis:GetRecords')] }, 'implicitDeny identity'],
    ['an explicit deny overrides the allow before it', { identity: [allow('*'), deny(PUT)] }, 'explicitDeny identity 1'],
    ['and the one behind it', { identity: [deny(PUT), allow('*')] }, 'explicitDeny identity 0'],
    ['a deny of something else is none', { identity: [deny('kinesis:DeleteStream'), allow('*')] }, 'allow identity 1'],
    ['within the account the resource’s policy suffices', { resource: [allow(PUT, YOU)] }, 'allow resource 0'],
    ['the resource’s deny overrides the identity’s allow', { identity: [allow(PUT)], resource: [deny(PUT, YOU)] }, 'explicitDeny resource 0'],
    ['the identity’s deny overrides the resource’s allow', { identity: [deny(PUT)], resource: [allow(PUT, YOU)] }, 'explicitDeny identity 0'],
    ['an allow to the own account leaves it to its policies', { resource: [allow(PUT, YOUR_ACCOUNT)] }, 'implicitDeny identity'],
    ['which may then say so', { identity: [allow(PUT)], resource: [allow(PUT, YOUR_ACCOUNT)] }, 'allow identity 0'],
    ['a deny to the account is one to each of its identities', { identity: [allow(PUT)], resource: [deny(PUT, YOUR_ACCOUNT)] }, 'explicitDeny resource 0'],
    ['somebody else’s allow does not help', { resource: [allow(PUT, STRANGER)] }, 'implicitDeny identity'],
  ])('%s', (_, given, verdict) => {
    expect(verdictOf(given)).toBe(verdict)
  })

  it.each<[string, Given, string]>([
    ['the identity’s policy alone does not suffice', { identity: [allow(PUT)] }, 'implicitDeny resource'],
    ['nor does the resource’s alone', { resource: [allow(PUT, STRANGER)] }, 'implicitDeny identity'],
    ['both together do', { identity: [allow(PUT)], resource: [allow(PUT, STRANGER)] }, 'allow identity 0'],
    ['as they do where the resource names the account', { identity: [allow(PUT)], resource: [allow(PUT, STRANGERS)] }, 'allow identity 0'],
    ['but not where it names another action', { identity: [allow(PUT)], resource: [allow('kinesis:GetRecords', STRANGERS)] }, 'implicitDeny resource'],
    ['and a deny on either side ends it', { identity: [allow(PUT), deny(PUT)], resource: [allow(PUT, STRANGERS)] }, 'explicitDeny identity 1'],
  ])('across accounts: %s', (_, given, verdict) => {
    expect(verdictOf({ ...given, from: OTHER_ACCOUNT })).toBe(verdict)
  })

  it.each<[string, Given, string]>([
    ['its policy must allow it too', { identity: [allow(PUT)], endpoint: [allow('kinesis:Get*', { Principal: '*' })] }, 'implicitDeny endpoint'],
    ['and lets through whom it allows', { identity: [allow(PUT)], endpoint: [allow('*', { Principal: '*' })] }, 'allow identity 0'],
    ['but gives nobody a right', { endpoint: [allow('*', { Principal: '*' })] }, 'implicitDeny identity'],
    ['its deny is as good as any other', { identity: [allow(PUT)], endpoint: [allow('*', { Principal: '*' }), deny(PUT, { Principal: '*' })] }, 'explicitDeny endpoint 1'],
    ['it may name the account', { identity: [allow(PUT)], endpoint: [allow('*', YOUR_ACCOUNT)] }, 'allow identity 0'],
    ['or somebody else', { identity: [allow(PUT)], endpoint: [allow('*', STRANGER)] }, 'implicitDeny endpoint'],
  ])('through an endpoint: %s', (_, given, verdict) => {
    expect(verdictOf(given)).toBe(verdict)
  })

  /** KMS developer guide, "Key policies": without the statement for the account no IAM policy has an effect. */
  it.each<[string, Given, string]>([
    ['an identity’s policy is not enough', { identity: [allow('*')], resource: [allow('kms:*', STRANGER)] }, 'implicitDeny key'],
    ['the key’s policy is, where it names the caller', { resource: [allow('*', YOU)] }, 'allow key 0'],
    ['where it names the account, the identity’s decide', { identity: [allow('*')], resource: [allow('*', YOUR_ACCOUNT)] }, 'allow identity 0'],
    ['or do not', { resource: [allow('*', YOUR_ACCOUNT)] }, 'implicitDeny identity'],
  ])('of a key: %s', (_, given, verdict) => {
    expect(verdictOf({ ...given, kind: 'key' })).toBe(verdict)
  })
})

describe('what a statement is about', () => {
  const decided = (statement: object, request = requested()) => decide(request, { identity: [policyOf(document(statement))], resource: null, endpoint: null, resourceKind: 'resource' }).isAllowed

  it.each<[string, object, boolean]>([
    ['every action of a service', allow('kinesis:*'), true],
    ['actions know no case', allow('KINESIS:putrecords'), true],
    ['a star within', allow('kinesis:Put*'), true],
    ['a question mark for one character', allow('kinesis:PutRecord?'), true],
    ['and not for none', allow('kinesis:PutRecord'), false],
    ['one of a list', allow(['kinesis:GetRecords', 'kinesis:PutRecords']), true],
    ['all but those that NotAction names', { Effect: 'Allow', NotAction: 'kinesis:Delete*', Resource: '*' }, true],
    ['and not those', { Effect: 'Allow', NotAction: 'kinesis:Put*', Resource: '*' }, false],
    ['the stream by its ARN', allow('kinesis:*', { Resource: STREAM }), true],
    ['another stream', allow('kinesis:*', { Resource: `${STREAM}2` }), false],
    ['streams that begin alike', allow('kinesis:*', { Resource: 'arn:aws:kinesis:*:123456789012:stream/ord*' }), true],
    ['a consumer of it is no stream', allow('kinesis:*', { Resource: `${STREAM}/consumer/*` }), false],
    ['all but what NotResource names', { Effect: 'Allow', Action: '*', NotResource: STREAM }, false],
    ['ARNs know case', allow('kinesis:*', { Resource: STREAM.replace('orders', 'Orders') }), false],
  ])('%s', (_, statement, isAllowed) => {
    expect(decided(statement)).toBe(isAllowed)
  })

  it('policy variables stand for what the request says', () => {
    const own = allow('kinesis:*', { Resource: 'arn:aws:kinesis:us-east-1:123456789012:stream/${aws:username}-*' })
    const at = (resource: string, context: Record<string, string[]>) => decided(own, requested({ resource: STREAM.replace('orders', resource), context }))
    expect(at('ana-clicks', { 'aws:username': ['ana'] })).toBe(true)
    expect(at('bob-clicks', { 'aws:username': ['ana'] })).toBe(false)
    expect(at('-clicks', {})).toBe(false)
  })

  it('a variable may have a default, and is text in documents of the older version', () => {
    const statement = allow('kinesis:*', { Resource: "arn:aws:kinesis:us-east-1:123456789012:stream/${aws:PrincipalTag/team, 'orders'}" })
    expect(decided(statement)).toBe(true)
    const older = policyOf({ Version: '2008-10-17', Statement: statement })
    expect(decide(requested(), { identity: [older], resource: null, endpoint: null, resourceKind: 'resource' }).isAllowed).toBe(false)
  })

  it.each<[string, object, boolean]>([
    ['everybody but those that NotPrincipal names', { NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:user/ana` } }, true],
    ['and not those', { NotPrincipal: { AWS: [`arn:aws:iam::${ACCOUNT}:user/you`, ACCOUNT] } }, false],
  ])('%s', (_, principal, isDenied) => {
    const resource = policyOf(document({ Effect: 'Deny', Action: PUT, Resource: STREAM, ...principal }), { kind: 'stream' })
    expect(decide(requested(), { identity: [policyOf(document(allow('*')))], resource, endpoint: null, resourceKind: 'resource' }).isAllowed).toBe(!isDenied)
  })
})
