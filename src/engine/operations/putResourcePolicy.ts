/** PutResourcePolicy: kept as it was put, once it reads as a policy; nothing here enforces it. */
import { utf8Length } from '../../base/utf8'
import type { Input } from '../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../kinesis/exceptions'
import { ACCOUNT_ID, RESOURCE_POLICY_BYTES_MAX } from '../../kinesis/limits'
import { epochSecondOf } from '../naming'
import type { World } from '../state'
import { notActive } from './reshardRefusals'
import { resolveResource, type Resource } from './resolveResource'

export function putResourcePolicy(world: World, input: Input<'PutResourcePolicy'>): Answer<null> {
  const found = resolveResource(world, input)
  if (!found.ok) return found
  const refusal = refuseState(world, found.value) ?? refusePolicy(input.Policy)
  if (refusal !== null) return refusal
  found.value.holder.resourcePolicy = input.Policy
  return accepted(null)
}

/** The consumer's sentence is recorded (cloudformation-coverage-roadmap#2442); that streams are held to the same is UNVERIFIED. */
function refuseState(world: World, resource: Resource): Refused | null {
  if (resource.kind === 'stream') return resource.holder.streamStatus === 'ACTIVE' ? null : notActive(resource.holder)
  const { consumerName, consumerStatus, createdAtUs } = resource.holder
  if (consumerStatus === 'ACTIVE') return null
  return refused(
    'ResourceInUseException',
    `Consumer ${consumerName} with creation timestamp ${epochSecondOf(world, createdAtUs)} ` +
      `under stream ${resource.stream.streamName} and account ${ACCOUNT_ID} is not in ACTIVE status.`,
  )
}

/** The rules are the developer guide's and IAM's; which exception says so, and how, is ours (UNVERIFIED). */
function refusePolicy(text: string): Refused | null {
  if (utf8Length(text) > RESOURCE_POLICY_BYTES_MAX) {
    return refused('LimitExceededException', `The resource policy exceeds the maximum size of ${RESOURCE_POLICY_BYTES_MAX} bytes.`)
  }
  return isPolicy(text) ? null : refused('InvalidArgumentException', 'Policy validation error: This policy contains invalid Json')
}

/** An object with one or several statements. */
function isPolicy(text: string): boolean {
  try {
    const policy: unknown = JSON.parse(text)
    if (!isObject(policy) || !('Statement' in policy)) return false
    const statements: unknown[] = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement]
    return statements.length > 0 && statements.every(isObject)
  } catch {
    return false
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
