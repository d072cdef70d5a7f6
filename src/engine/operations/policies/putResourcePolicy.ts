/** PutResourcePolicy: kept as it was put, once it reads as a policy; whoever calls meets it at the door. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../../kinesis/exceptions'
import { ACCOUNT_ID } from '../../../kinesis/limits'
import { parsePolicy } from '../../iam/parsePolicy'
import { problemText } from '../../iam/problemText'
import { resourcePolicyName } from '../../iam/resourcePolicyName'
import { epochSecondOf } from '../../naming'
import type { PolicyProblem } from '../../refusalReasons'
import type { World } from '../../state'
import { notActive } from '../shards/reshardRefusals'
import { resolveResource, type Resource } from '../resolveResource'

export function putResourcePolicy(world: World, input: Input<'PutResourcePolicy'>): Answer<null> {
  const found = resolveResource(world, input)
  if (!found.ok) return found
  const resource = found.value
  const refusal = refuseState(world, resource)
  if (refusal !== null) return refusal
  const { policy, problems } = parsePolicy(input.Policy, { kind: resource.kind, policyName: resourcePolicyName(input.ResourceARN), arn: input.ResourceARN })
  if (policy === null) return refuseProblem(problems[0])
  resource.holder.resourcePolicy = policy
  world.guards.revision++
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

/** Which exception says what is wrong is ours (UNVERIFIED). */
function refuseProblem(problem: PolicyProblem): Refused {
  return problem.key === 'policySize' ? refused('LimitExceededException', problemText(problem)) : refused('InvalidArgumentException', `Policy validation error: ${problemText(problem)}`)
}
