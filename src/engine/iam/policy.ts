/** Policies as the evaluator takes them: JSON documents read once, when they are put. */

/** `key`: a KMS key's own. */
export type PolicySource = 'identity' | 'resource' | 'endpoint' | 'key'

export interface Policy {
  policyName: string
  /** As it was put. */
  document: string
  statements: Statement[]
  /** A verdict may be another one at the next call that looks the same: conditions ask for the time or for tags. */
  varies: boolean
}

export interface Statement {
  sid: string | null
  effect: 'Allow' | 'Deny'
  /** Lower case. */
  actions: Listed
  /** Null in the policy of a resource, whose own it is, where it names none. */
  resources: Listed | null
  /** Null in an identity's policy. */
  principals: Listed | null
  conditions: Condition[]
}

/** Action or NotAction, and so on. */
export interface Listed {
  isNot: boolean
  patterns: string[]
}

export interface Condition {
  /** Lower case: names of condition keys are. */
  key: string
  test: 'text' | 'like' | 'arn' | 'number' | 'date' | 'null'
  /** StringNotEquals and its like: also true without such a key. */
  isNegated: boolean
  ifExists: boolean
  ignoresCase: boolean
  /** ForAnyValue, ForAllValues. */
  each: 'one' | 'any' | 'all'
  /** For `text`, `like`, `arn`; lower case where case does not matter; `true` or `false` for `null`. */
  values: string[]
  /** For `number` and `date`: numbers, IPv4 addresses; instants in epoch ms. */
  ranges: NumberRange[]
}

export interface NumberRange {
  low: number
  high: number
  /** Neither end belongs to it. */
  isOpen: boolean
}

export interface Verdict {
  isAllowed: boolean
  why: 'allow' | 'explicitDeny' | 'implicitDeny'
  /** Of an implicit deny: the kind of policy in which no statement allows it. */
  source: PolicySource
  /** Null: no statement decided. */
  policyName: string | null
  statementIndex: number | null
  /** Of that policy as it was then: whoever quotes it later quotes what decided. */
  document: string | null
}
