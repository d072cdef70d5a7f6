/** What the Security tab remembers while it is closed: where somebody was, what they were writing, and what they can take back. */
import { createStore } from 'zustand/vanilla'
import type { CallerName } from '../../engine/door/callerName'
import type { IdentitySettings, PolicySettings } from '../../engine/iam/settings'
import type { TrailFilter } from '../../engine/trail/trailView'

export const SECURITY_VIEWS = ['iam', 'network', 'keys', 'trail', 'faults'] as const
export type SecurityViewName = (typeof SECURITY_VIEWS)[number]

interface SecurityState {
  view: SecurityViewName
  /** Whom somebody chose; null: nobody yet. */
  caller: CallerName | null
  /** Until then: the one who had been refused last when somebody first looked. */
  refused: CallerName | null
  /** Whose this is: another story begins anew. */
  scenarioId: string | null
  /** Policies as they are being written, by caller; a caller that has none shows those in force. */
  drafts: Partial<Record<CallerName, PolicySettings[]>>
  /** What a caller had before somebody broke it; null: what everybody begins with. */
  undo: Partial<Record<CallerName, IdentitySettings | null>>
  /** Who is to be found out: broken, and nobody was told. */
  quiz: CallerName | null
  trailFilter: TrailFilter
  trailPage: number
  /** Of the row that is open. */
  trailNumber: number | null
}

const UNTOUCHED: Omit<SecurityState, 'view'> = { caller: null, refused: null, scenarioId: null, drafts: {}, undo: {}, quiz: null, trailFilter: {}, trailPage: 0, trailNumber: null }

export const securityStore = createStore<SecurityState>(() => ({ view: 'iam', ...UNTOUCHED }))

export function beginScenario(scenarioId: string | null): void {
  if (securityStore.getState().scenarioId !== scenarioId) securityStore.setState({ ...UNTOUCHED, scenarioId })
}

/** @param policies null: there is none any more. */
export function setDraft(caller: CallerName, policies: PolicySettings[] | null): void {
  securityStore.setState(({ drafts }) => ({ drafts: policies === null ? without(drafts, caller) : { ...drafts, [caller]: policies } }))
}

/** @param identity undefined: there is nothing to take back any more. */
export function setUndo(caller: CallerName, identity: IdentitySettings | null | undefined): void {
  securityStore.setState(({ undo }) => ({ undo: identity === undefined ? without(undo, caller) : { ...undo, [caller]: identity } }))
}

export function searchTrail(filter: TrailFilter): void {
  securityStore.setState({ view: 'trail', trailFilter: filter, trailPage: 0, trailNumber: null })
}

function without<T>(all: Partial<Record<CallerName, T>>, caller: CallerName): Partial<Record<CallerName, T>> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== caller))
}
