/** A change of a caller's policies as the calls of IAM that make it; source of their form: IAM user guide, "Logging IAM and AWS STS API calls". */
import { ACCOUNT_ID } from '../../kinesis/limits'
import { YOU, type CallerName } from '../door/callerName'
import { principalOf } from '../iam/principal'
import { FULL_ACCESS, type PolicySettings } from '../iam/settings'
import type { World } from '../state'
import type { OtherOperation } from './model'
import { noteOther } from './noteOther'

const FULL_ACCESS_ARN = `arn:aws:iam::aws:policy/${FULL_ACCESS.policyName}`

/** Of a caller: what it has in which account. */
interface Holding {
  accountId: string
  policies: readonly PolicySettings[]
}

/** After it was made. What was taken from the caller comes last. */
export function noteIdentityChange(world: World, caller: CallerName, former: Holding, present: Holding): void {
  const [before, after] = [policiesHere(former), policiesHere(present)]
  const principalArn = principalOf(world.guards, caller).principalArn.replace(present.accountId, ACCOUNT_ID)
  const holder = caller === YOU ? 'User' : 'Role'
  const named = { [holder === 'User' ? 'userName' : 'roleName']: principalArn.slice(principalArn.lastIndexOf('/') + 1) }
  const note = (operation: OtherOperation, more: object) => noteOther(world, { service: 'iam.amazonaws.com', operation, resource: principalArn, request: { ...named, ...more } })
  for (const policy of after) {
    if (before.some((each) => isSame(each, policy))) continue
    if (isManaged(policy)) note(`Attach${holder}Policy`, { policyArn: FULL_ACCESS_ARN })
    else note(`Put${holder}Policy`, { policyName: policy.policyName, policyDocument: policy.document })
  }
  for (const policy of before) {
    if (isManaged(policy)) {
      if (!after.some(isManaged)) note(`Detach${holder}Policy`, { policyArn: FULL_ACCESS_ARN })
    } else if (!after.some((each) => each.policyName === policy.policyName && !isManaged(each))) note(`Delete${holder}Policy`, { policyName: policy.policyName })
  }
}

/** IAM of another account has a trail of its own: in ours somebody comes from there with nothing, and leaves with nothing. */
function policiesHere({ accountId, policies }: Holding): readonly PolicySettings[] {
  return accountId === ACCOUNT_ID ? policies : []
}

function isSame(one: PolicySettings, other: PolicySettings): boolean {
  return one.policyName === other.policyName && one.document === other.document
}

/** What everybody begins with; one of its name with other words is somebody's own. */
function isManaged(policy: PolicySettings): boolean {
  return isSame(policy, FULL_ACCESS)
}
