/** Whose rights and way are looked at: whom somebody chose; else whoever was refused last; else one who calls. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { CallerName } from '../../engine/door/callerName'
import type { IdentityView } from '../../engine/door/guardsView'
import { securityStore } from './securityStore'

/** @param refused who is kept as the one that was refused last, so that nothing jumps while two are. */
export function chosenIdentity(identities: readonly IdentityView[], { caller, refused }: { caller: CallerName | null; refused: CallerName | null }): IdentityView | undefined {
  const named = (name: CallerName | null) => identities.find((each) => each.caller === name)
  const kept = named(refused)
  return named(caller) ?? (kept === undefined || kept.lastDenial === null ? refusedLast(identities) : kept) ?? someClient(identities) ?? identities[0]
}

function refusedLast(identities: readonly IdentityView[]): IdentityView | undefined {
  return identities.reduce<IdentityView | undefined>((last, each) => (each.lastDenial !== null && each.lastDenial.atMs > (last?.lastDenial?.atMs ?? -Infinity) ? each : last), undefined)
}

/** The first producer: what is taken from it shows at once. */
function someClient(identities: readonly IdentityView[]): IdentityView | undefined {
  return identities.find(({ caller }) => caller.startsWith('producer/')) ?? identities.find(({ caller }) => caller !== 'you')
}

export function useChosenIdentity(identities: readonly IdentityView[]): IdentityView | undefined {
  const caller = useStore(securityStore, (state) => state.caller)
  const refused = useStore(securityStore, (state) => state.refused)
  const identity = chosenIdentity(identities, { caller, refused })
  const next = identity === undefined || identity.lastDenial === null ? null : identity.caller
  useEffect(() => {
    if (caller === null && next !== refused) securityStore.setState({ refused: next })
  }, [caller, next, refused])
  return identity
}
