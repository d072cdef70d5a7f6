/** From what is seen of a caller to what could be set again. Pure. */
import type { IdentityView } from '../../../engine/door/guardsView'
import type { IdentitySettings, PolicySettings } from '../../../engine/iam/settings'

/** With the way that was asked for, whatever way its requests take as long as there is no endpoint. */
export function settingsOf({ policies, askedPath, accountId }: IdentityView): IdentitySettings {
  return { policies, path: askedPath, accountId }
}

/** Null: what everybody begins with. */
export function undoOf(identity: IdentityView): IdentitySettings | null {
  return identity.isDefault ? null : settingsOf(identity)
}

export function areSame(one: readonly PolicySettings[], other: readonly PolicySettings[]): boolean {
  return one.length === other.length && one.every(({ policyName, document }, at) => policyName === other[at]?.policyName && document === other[at].document)
}
