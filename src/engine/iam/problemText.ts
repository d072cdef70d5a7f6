/** What is wrong with a document, in the English of the service's own answers; which exception says so, and how, is ours (UNVERIFIED). */
import type { PolicyProblem } from '../refusalReasons'

export function problemText({ key, values }: PolicyProblem): string {
  switch (key) {
    case 'policyJson':
      return `This policy contains invalid Json (line ${values.line}, column ${values.column})`
    case 'policySize':
      return `The resource policy exceeds the maximum size of ${values.max} bytes.`
    case 'policyShape':
      return `${values.place} must be of type ${values.wanted}`
    case 'policyMissing':
      return `Missing required element ${values.element} in ${values.place}`
    case 'policyElement':
    case 'policyElementNear':
      return `Unknown element ${values.place}`
    case 'policyBoth':
      return `${values.place} has both ${values.one} and ${values.other}`
    case 'policyValue':
      return `${values.place}: ${values.value} is none of ${values.allowed}`
    case 'policySid':
      return `${values.place}: ${values.value} is no valid Sid`
    case 'policySidTwice':
      return `${values.place}: Sid ${values.value} is not unique`
    case 'policyAction':
    case 'policyActionNear':
    case 'policyActionForm':
      return `${values.place}: invalid action ${values.value}`
    case 'policyActionShared':
      return `${values.place}: action ${values.value} is not supported in this resource policy`
    case 'policyResource':
    case 'policyResourceOther':
      return `${values.place}: invalid resource ${values.value}`
    case 'policyNoPrincipal':
      return `${values.place} is not allowed in an identity-based policy`
    case 'policyPrincipal':
      return `${values.place}: invalid principal ${values.value}`
    case 'policyWildcard':
      return `${values.place}: wildcards are not allowed, ${values.value}`
    case 'policyOperator':
    case 'policyOperatorNear':
      return `${values.place}: invalid condition operator ${values.value}`
    case 'policyOperatorValue':
      return `${values.place}: ${values.value} is no value for ${values.operator}`
  }
}
