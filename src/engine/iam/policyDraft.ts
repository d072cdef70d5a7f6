/** A document on its way to a policy: what it is to be a policy of, and what is wrong with it so far. */
import type { PolicyProblem } from '../refusalReasons'
import { nearest } from './nearest'

export type PolicyKind = 'identity' | 'stream' | 'consumer' | 'endpoint' | 'key'

export interface PolicyDraft {
  kind: PolicyKind
  policy: string
  /** Of the stream or the consumer whose it is; null: it has none of its own. */
  arn: string | null
  problems: PolicyProblem[]
  /** Version 2012-10-17: `${…}` is a variable. */
  hasVariables: boolean
}

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Notes a problem at a place of the document, as `Statement[1].Action[0]`. */
export function report<P extends PolicyProblem>(draft: PolicyDraft, key: P['key'], values: Omit<P['values'], 'policy'>): void {
  draft.problems.push({ key, values: { policy: draft.policy, ...values } } as unknown as PolicyProblem)
}

export function reportShape(draft: PolicyDraft, place: string, wanted: string): void {
  report<Extract<PolicyProblem, { key: 'policyShape' }>>(draft, 'policyShape', { place, wanted })
}

export function missing(draft: PolicyDraft, place: string, element: string): void {
  report<Extract<PolicyProblem, { key: 'policyMissing' }>>(draft, 'policyMissing', { place, element })
}

/** A text, or a list of texts that is not empty. @returns each with its place; null where it is none, which is noted. */
export function textsOf(draft: PolicyDraft, place: string, value: unknown): { text: string; place: string }[] | null {
  if (typeof value === 'string') return [{ text: value, place }]
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')) return value.map((text, at) => ({ text, place: `${place}[${at}]` }))
  reportShape(draft, place, 'string | string[]')
  return null
}

/** In older documents `${` is text like any other, which nothing in a request here ever has. */
export function withoutVariables(text: string): string {
  return text.replaceAll('${', '$\\{')
}

/** @param place of the object; empty: it is the document. */
export function reportUnknown(draft: PolicyDraft, place: string, object: JsonObject, known: readonly string[]): void {
  for (const element of Object.keys(object)) {
    if (known.includes(element)) continue
    const near = nearest(element, known)
    const at = place === '' ? element : `${place}.${element}`
    if (near === null) report<Extract<PolicyProblem, { key: 'policyElement' }>>(draft, 'policyElement', { place: at, element })
    else report<Extract<PolicyProblem, { key: 'policyElementNear' }>>(draft, 'policyElementNear', { place: at, element, nearest: near })
  }
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
