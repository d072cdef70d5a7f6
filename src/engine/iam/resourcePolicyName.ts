/** How a resource's own policy is named where policies are named: none has a name on AWS, and several may be in force. */

/** @returns `stream/orders`, or `stream/orders/consumer/counts:1767603600`. */
export function resourcePolicyName(arn: string): string {
  return arn.slice(arn.indexOf(':stream/') + 1)
}
