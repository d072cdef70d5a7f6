/** Says in a few words what a refusal of the service means, where its own sentence is in another language. The words are fetched with the first one. */
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { loadStrings } from '../../strings/strings'
import type { explainRefusal, ServiceRefusal } from './explainRefusal'

const PARTS = ['serviceRefusals', 'console'] as const
/** Of the service's own sentences. */
const ITS_LANGUAGE = 'en'

/** @returns null where the service's own sentence is what to say, and until the words are there. */
export function useSaidRefusal(isAny: boolean): ((refusal: ServiceRefusal) => string) | null {
  const { t, i18n } = useTranslation(PARTS)
  const [part, setPart] = useState<{ explainRefusal: typeof explainRefusal } | null>(null)
  const isWanted = isAny && i18n.language !== ITS_LANGUAGE
  useEffect(() => {
    if (!isWanted || part !== null) return
    let isGone = false
    // A part that does not come is asked for again by whoever is shown next.
    void Promise.all([import('./explainRefusal'), loadStrings('serviceRefusals'), loadStrings('calls')]).then(([fetched]) => (isGone ? undefined : setPart(fetched)), () => undefined)
    return () => {
      isGone = true
    }
  }, [isWanted, part])
  return useMemo(() => (part === null || !isWanted ? null : (refusal) => part.explainRefusal(refusal, t).means), [part, isWanted, t])
}
