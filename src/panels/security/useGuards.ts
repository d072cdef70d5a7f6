/** What stands at the door, and what the engine says of it, asked for while it is looked at. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallerName } from '../../engine/door/callerName'
import type { GuardsView } from '../../engine/door/guardsView'
import type { FaultsView } from '../../engine/faults/faultsView'
import type { AccessAnswer, AccessQuestion } from '../../engine/iam/accessAnswer'
import type { PolicySubject } from '../../engine/iam/parsePolicy'
import type { PolicyProblem } from '../../engine/refusalReasons'
import type { TrailFilter, TrailView } from '../../engine/trail/trailView'
import { useActions } from '../../store/hooks'
import { useAskedAgain } from '../useAskedAgain'
import { useNames } from '../useNames'

export function useGuards(): GuardsView | null {
  const { inspect } = useActions()
  return useAskedAgain(useCallback(async () => (await inspect({ kind: 'guards' })).guards, [inspect]))
}

export function useFaults(): FaultsView | null {
  const { inspect } = useActions()
  return useAskedAgain(useCallback(async () => (await inspect({ kind: 'faults' })).faults, [inspect]))
}

export function useTrail(filter: TrailFilter, page: number): TrailView | null {
  const { inspect } = useActions()
  const kept = useSame(filter)
  return useAskedAgain(useCallback(async () => (await inspect({ kind: 'trail', filter: kept, page })).trail, [inspect, kept, page]))
}

export function useAccess(question: AccessQuestion): AccessAnswer | null {
  const { inspect } = useActions()
  const kept = useSame(question)
  return useAskedAgain(useCallback(async () => (await inspect({ kind: 'access', question: kept })).access, [inspect, kept]))
}

/** The same object as long as it says the same. */
function useSame<T>(value: T): T {
  const text = JSON.stringify(value)
  return useMemo(() => JSON.parse(text) as T, [text])
}

const CHECK_PAUSE_MS = 200

/** @returns what is wrong with each document, in their order; null for one that is being looked at. */
export function usePolicyProblems(drafts: readonly { subject: PolicySubject; document: string }[]): (PolicyProblem[] | null)[] {
  const { inspect } = useActions()
  const asked = JSON.stringify(drafts)
  const [told, setTold] = useState<{ asked: string; problems: PolicyProblem[][] } | null>(null)
  useEffect(() => {
    let isGone = false
    const ask = async () => {
      const parts = (JSON.parse(asked) as typeof drafts).map(({ subject, document }) => inspect({ kind: 'policy', policy: subject, document }))
      const problems = (await Promise.all(parts)).map(({ policyProblems }) => policyProblems)
      if (!isGone) setTold({ asked, problems })
    }
    const timer = setTimeout(() => void ask(), CHECK_PAUSE_MS)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [asked, inspect])
  return drafts.map((_, at) => (told?.asked === asked ? (told.problems[at] ?? []) : null))
}

/** As the river calls it. */
export function useCallerName(): (caller: CallerName) => string {
  const { t } = useTranslation('security')
  const { ofProducer } = useNames()
  return (caller) => {
    if (caller === 'you') return t('you')
    const name = caller.slice(caller.indexOf('/') + 1)
    return caller.startsWith('producer/') ? ofProducer(name) : name
  }
}
