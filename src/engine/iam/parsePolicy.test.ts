import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from './jsonFault'
import { parsePolicy } from './parsePolicy'
import type { PolicyKind } from './policyDraft'
import { ENDPOINT_POLICY_DEFAULT, FULL_ACCESS } from './settings'
import { allow, document, STREAM } from './testing/asked'

const AWS = { Principal: { AWS: '210987654321' } }

/** `policyActionNear Statement[0].Action[1]`: what is wrong, and where. */
function problemsIn(text: string, kind: PolicyKind = 'identity', arn?: string): string[] {
  const { policy, problems } = parsePolicy(text, { kind, policyName: 'P', ...(arn === undefined ? {} : { arn }) })
  expect(policy === null).toBe(problems.length > 0)
  return problems.map(({ key, values }) => ('place' in values ? `${key} ${values.place}` : key))
}

function problemsOf(value: unknown, kind?: PolicyKind, arn?: string): string[] {
  return problemsIn(JSON.stringify(value), kind, arn)
}

describe('a policy', () => {
  it('may be all that the documents show', () => {
    expect(problemsIn(FULL_ACCESS.document)).toEqual([])
    expect(problemsIn(ENDPOINT_POLICY_DEFAULT, 'endpoint')).toEqual([])
    expect(problemsOf({ Version: '2012-10-17', Id: 'x', Statement: allow('kinesis:Get*', { Sid: 'Read1', Resource: [STREAM, `${STREAM}/consumer/*`] }) })).toEqual([])
    expect(problemsOf(document(allow(['kinesis:DescribeStreamSummary', 'kinesis:ListShards', 'kinesis:PutRecord', 'kinesis:PutRecords'], { ...AWS, Sid: 'writestatement', Resource: STREAM })), 'stream', STREAM)).toEqual([])
    expect(problemsOf(document(allow(['s3:GetObject', 'dynamodb:*', 'kms:GenerateDataKey*', 'kinesis:DescribeChannel'])))).toEqual([])
  })

  it.each<[string, unknown, string[]]>([
    ['no object', [], ['policyShape Policy']],
    ['no statement', {}, ['policyMissing Policy']],
    ['an empty list', { Statement: [] }, ['policyShape Statement']],
    ['a text for a statement', { Statement: ['Allow'] }, ['policyShape Statement[0]']],
    ['a version of its own', { Version: '2026-01-01', Statement: allow('*') }, ['policyValue Version']],
    ['an element of the document that there is not', { Statements: [], Statement: allow('*') }, ['policyElementNear Statements']],
    ['an element that there is not', { Statement: { ...allow('*'), Grants: 'all' } }, ['policyElement Statement.Grants']],
    ['a wrong letter', { Statement: [allow('*'), { Efect: 'Allow', Action: '*', Resource: '*' }] }, ['policyElementNear Statement[1].Efect', 'policyMissing Statement[1]']],
    ['an effect in small letters', { Statement: { Effect: 'allow', Action: '*', Resource: '*' } }, ['policyValue Statement.Effect']],
    ['neither action', { Statement: { Effect: 'Allow', Resource: '*' } }, ['policyMissing Statement']],
    ['both actions', { Statement: { ...allow('*'), NotAction: '*' } }, ['policyBoth Statement']],
    ['no resource', { Statement: { Effect: 'Allow', Action: '*' } }, ['policyMissing Statement']],
    ['an action that there is not', { Statement: [allow(['kinesis:GetRecords', 'kinesis:PutRecordz'])] }, ['policyActionNear Statement[0].Action[1]']],
    ['an action that is like none', { Statement: [allow('kinesis:Fly')] }, ['policyAction Statement[0].Action']],
    ['a pattern that no action has', { Statement: [allow('kinesis:Poot*')] }, ['policyAction Statement[0].Action']],
    ['an action without a service', { Statement: [allow('PutRecords')] }, ['policyActionForm Statement[0].Action']],
    ['a number for an action', { Statement: [{ Effect: 'Allow', Action: 7, Resource: '*' }] }, ['policyShape Statement[0].Action']],
    ['an empty list of actions', { Statement: [allow([])] }, ['policyShape Statement[0].Action']],
    ['a resource that is no ARN', { Statement: [allow('*', { Resource: 'orders' })] }, ['policyResource Statement[0].Resource']],
    ['a principal', { Statement: [allow('*', AWS)] }, ['policyNoPrincipal Statement[0].Principal']],
    ['a Sid with a blank', { Statement: [allow('*', { Sid: 'a b' })] }, ['policySid Statement[0].Sid']],
    ['a Sid twice', { Statement: [allow('*', { Sid: 'A' }), allow('*', { Sid: 'A' })] }, ['policySidTwice Statement[1].Sid']],
    ['an operator that there is not', { Statement: [allow('*', { Condition: { StringEqual: { a: 'b' } } })] }, ['policyOperatorNear Statement[0].Condition.StringEqual']],
    ['an operator that is like none', { Statement: [allow('*', { Condition: { Whenever: { a: 'b' } } })] }, ['policyOperator Statement[0].Condition.Whenever']],
    ['a set operator that there is not', { Statement: [allow('*', { Condition: { 'ForSomeValues:StringEquals': { a: 'b' } } })] }, ['policyOperator Statement[0].Condition.ForSomeValues:StringEquals']],
    ['NullIfExists', { Statement: [allow('*', { Condition: { NullIfExists: { a: 'true' } } })] }, ['policyOperator Statement[0].Condition.NullIfExists']],
    ['a list for a condition', { Statement: [allow('*', { Condition: [] })] }, ['policyShape Statement[0].Condition']],
    ['a word for a number', { Statement: [allow('*', { Condition: { NumericLessThan: { a: [1, 'two'] } } })] }, ['policyOperatorValue Statement[0].Condition.NumericLessThan.a[1]']],
    ['a day that there is not', { Statement: [allow('*', { Condition: { DateLessThan: { 'aws:CurrentTime': '2026-02-30' } } })] }, ['policyOperatorValue Statement[0].Condition.DateLessThan.aws:CurrentTime']],
    ['no address', { Statement: [allow('*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/33' } } })] }, ['policyOperatorValue Statement[0].Condition.IpAddress.aws:SourceIp']],
    ['neither true nor false', { Statement: [allow('*', { Condition: { Bool: { 'aws:SecureTransport': 'yes' } } })] }, ['policyOperatorValue Statement[0].Condition.Bool.aws:SecureTransport']],
  ])('of an identity cannot have %s', (_, value, problems) => {
    expect(problemsOf(value)).toEqual(problems)
  })

  /** Developer guide, "Controlling access": no wildcards in actions and principals, no services, federated or canonical users. */
  it.each<[string, object, string[]]>([
    ['no principal', allow('kinesis:GetRecords', { Resource: STREAM }), ['policyMissing Statement[0]']],
    ['everybody', allow('kinesis:GetRecords', { Principal: '*', Resource: STREAM }), ['policyWildcard Statement[0].Principal']],
    ['every role', allow('kinesis:GetRecords', { Principal: { AWS: ['210987654321', 'arn:aws:iam::210987654321:role/*'] }, Resource: STREAM }), ['policyWildcard Statement[0].Principal.AWS[1]']],
    ['a service', allow('kinesis:GetRecords', { Principal: { Service: 'lambda.amazonaws.com' }, Resource: STREAM }), ['policyPrincipal Statement[0].Principal.Service']],
    ['a name', allow('kinesis:GetRecords', { Principal: { AWS: 'bob' }, Resource: STREAM }), ['policyPrincipal Statement[0].Principal.AWS']],
    ['a pattern of actions', allow('kinesis:Get*', { ...AWS, Resource: STREAM }), ['policyWildcard Statement[0].Action']],
    ['an action that is not shared', allow('kinesis:DeleteStream', { ...AWS, Resource: STREAM }), ['policyActionShared Statement[0].Action']],
    ['one of a consumer', allow('kinesis:SubscribeToShard', { ...AWS, Resource: STREAM }), ['policyActionShared Statement[0].Action']],
    ['another stream', allow('kinesis:GetRecords', { ...AWS, Resource: `${STREAM}2` }), ['policyResourceOther Statement[0].Resource']],
  ])('of a stream cannot name %s', (_, statement, problems) => {
    expect(problemsOf(document(statement), 'stream', STREAM)).toEqual(problems)
  })

  it('has a size, counted as IAM counts it', () => {
    const sized = (size: number) => JSON.stringify({ Id: 'x'.repeat(size - JSON.stringify({ Id: '', Statement: allow('*') }).length), Statement: allow('*') })
    expect(problemsIn(sized(6_144))).toEqual([])
    expect(problemsIn(` \n${sized(6_144)}\t`)).toEqual([])
    expect(problemsIn(sized(6_145))).toEqual(['policySize'])
    expect(problemsIn(sized(20_480), 'endpoint')).not.toContain('policySize')
    expect(problemsIn(sized(20_481), 'endpoint')).toEqual(['policySize'])
  })

  it('has all its problems told at once, and never an exception', () => {
    const parts = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constantFrom<unknown>('*', 'Allow', 'kinesis:PutRecords', null, 7, true, [], {}, '203.0.113.7'), fc.array(tie('value'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(fc.constantFrom('Version', 'Statement', 'Effect', 'Action', 'NotAction', 'Resource', 'Principal', 'AWS', 'Condition', 'StringEquals', 'Bool', 'Sid', '__proto__', 'constructor'), tie('value'), { maxKeys: 6 }),
    }))
    fc.assert(
      fc.property(parts.object, fc.constantFrom<PolicyKind>('identity', 'stream', 'consumer', 'endpoint', 'key'), (value, kind) => {
        const { policy, problems } = parsePolicy(JSON.stringify(value), { kind, policyName: 'P', arn: STREAM })
        expect((policy === null) !== (problems.length === 0)).toBe(true)
      }),
    )
  })
})

describe('bad JSON', () => {
  it.each<[string, number, number]>([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ["{'a': 1}", 1, 2],
    ['{"a": tru}', 1, 7],
    ['{"a": 01}', 1, 8],
    ['{"a": "x\ny"}', 1, 7],
    ['{} {}', 1, 4],
    ['{"a": [1, 2}', 1, 12],
  ])('%j ends at line %i, column %i', (text, line, column) => {
    expect(jsonFault(text)).toEqual({ line, column })
    expect(parsePolicy(text, { kind: 'identity', policyName: 'P' }).problems).toEqual([{ key: 'policyJson', values: { policy: 'P', line, column } }])
  })

  it('is what the host’s parser takes for such, however it is broken', () => {
    const broken = fc.tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom('', ',', '}', '"', '0', 'e', '\\', '\n', 'null')).map(([text, at, put]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + put + text.slice(put === '' ? place + 1 : place)
    })
    fc.assert(
      fc.property(broken, (text) => {
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        expect(jsonFault(text) === null).toBe(isJson)
      }),
      { numRuns: 500 },
    )
  })

  it('of any depth ends with a fault, not with the stack', () => {
    expect(jsonFault('['.repeat(20_000))).toEqual({ line: 1, column: 33 })
  })
})
