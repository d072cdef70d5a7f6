/** A call as policies are asked about it. */
import type { Principal } from './principal'
import { LITERAL_MARK, LITERAL_STAR } from './wildcard'

export interface AccessRequest {
  principal: Principal
  /** `kinesis:PutRecords`. */
  action: string
  /** ARN, or `*` for what is about the account. */
  resource: string
  resourceAccountId: string
  /** @returns the values of a condition key, whose name is in lower case; null where the request has none. */
  contextOf: (key: string) => string[] | null
}

/** IAM user guide, "Policy variables", special characters: these are the characters themselves. */
const SPECIAL: Readonly<Record<string, string>> = { '*': LITERAL_STAR, '?': LITERAL_MARK, $: '$' }

/** Stands for what no text has: an unknown variable matches nothing. */
const NOTHING = '\0'

/** @returns a pattern: `${*}` in it is the character. Policy variables, as `${aws:username}` or `${aws:PrincipalTag/team, 'none'}`. */
export function expand(pattern: string, { contextOf }: AccessRequest): string {
  if (!pattern.includes('${')) return pattern
  return pattern.replace(/\$\{([^},]+)(?:,\s*'([^']*)')?\}/g, (_, key: string, otherwise?: string) => SPECIAL[key] ?? contextOf(key.trim().toLowerCase())?.[0] ?? otherwise ?? NOTHING)
}
