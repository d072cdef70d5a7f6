/** Requests and policies of tests, without a world. */
import { ensure } from '../../../base/assert'
import type { AccessRequest } from '../accessRequest'
import { parsePolicy, type PolicySubject } from '../parsePolicy'
import type { Policy } from '../policy'
import type { Principal } from '../principal'

export const STREAM = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders'
export const ACCOUNT = '123456789012'
export const OTHER_ACCOUNT = '210987654321'

export function userOf(accountId: string): Principal {
  const arn = `arn:aws:iam::${accountId}:user/you`
  return { caller: 'you', arn, principalArn: arn, accountId, userName: 'you', path: 'public', sourceIp: '203.0.113.7' }
}

export function requested({ principal = userOf(ACCOUNT), action = 'kinesis:PutRecords', resource = STREAM, context = {} }: { principal?: Principal; action?: string; resource?: string; context?: Record<string, string[]> } = {}): AccessRequest {
  const keys = new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]))
  return { principal, action, resource, resourceAccountId: ACCOUNT, contextOf: (key) => keys.get(key) ?? null }
}

/** @throws where it is no policy. */
export function policyOf(document: object, subject: Partial<PolicySubject> = {}): Policy {
  const { policy, problems } = parsePolicy(JSON.stringify(document), { kind: 'identity', policyName: 'P', ...subject })
  return ensure(policy, JSON.stringify(problems))
}

export function allow(Action: string | string[], more: object = {}): object {
  return { Effect: 'Allow', Action, Resource: '*', ...more }
}

export function deny(Action: string | string[], more: object = {}): object {
  return { Effect: 'Deny', Action, Resource: '*', ...more }
}

export function document(...Statement: object[]): object {
  return { Version: '2012-10-17', Statement }
}
