/** Says refusals of our commands. The words are fetched with the first one: most runs have none. */
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RefusalReason } from '../../engine/refusalReasons'
import { loadStrings } from '../../strings/strings'
import type { refusalTexts, RefusalTexts } from './refusalTexts'

interface Part {
  refusalTexts: typeof refusalTexts
}

/** Settings are called as their forms call them. */
const PARTS = ['refusals', 'consumers', 'producers'] as const

async function fetchPart(): Promise<Part> {
  const [part] = await Promise.all([import('./refusalTexts'), ...PARTS.map(loadStrings)])
  return part
}

/** @returns null until the words are there. */
export function useRefusalTexts({ isWanted, ofProducer }: { isWanted: boolean; ofProducer: (producerId: string) => string }): ((reason: RefusalReason) => RefusalTexts) | null {
  const { t, i18n } = useTranslation(PARTS)
  const [part, setPart] = useState<Part | null>(null)
  useEffect(() => {
    if (!isWanted || part !== null) return
    let isGone = false
    // A part that does not come is asked for again by whoever is shown next.
    void fetchPart().then((fetched) => (isGone ? undefined : setPart(fetched)), () => undefined)
    return () => {
      isGone = true
    }
  }, [isWanted, part])
  const { language } = i18n
  return useMemo(() => (part === null ? null : (reason) => part.refusalTexts(reason, { t, language, ofProducer })), [part, t, language, ofProducer])
}
