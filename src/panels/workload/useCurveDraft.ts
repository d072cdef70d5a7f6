/** A curve under a moving hand: shown at once, committed once, and given back to the world when it has taken it up. */
import { useEffect, useRef, useState } from 'react'

/** Keys pressed one after another are one movement. */
const KEYBOARD_PAUSE_MS = 600
/** How long a committed curve stays shown while its effect is awaited. */
const EFFECT_PATIENCE_MS = 2_500

export interface CurveDraft {
  shown: readonly number[]
  move: (percents: readonly number[]) => void
  commit: (percents: readonly number[]) => void
  commitAfterPause: (percents: readonly number[]) => void
  /** What is not committed yet, at once. */
  settle: () => void
}

export function useCurveDraft(percents: readonly number[], onCommit: (percents: number[]) => void): CurveDraft {
  const [draft, setDraft] = useState<{ percents: readonly number[]; isCommitted: boolean } | null>(null)
  const known = percents.join()
  const [seen, setSeen] = useState(known)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (seen !== known) {
    setSeen(known)
    if (draft?.isCommitted === true) setDraft(null)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  const move = (next: readonly number[]) => {
    clearTimeout(timer.current)
    setDraft({ percents: next, isCommitted: false })
  }
  const commit = (next: readonly number[]) => {
    clearTimeout(timer.current)
    if (next.join() === known) {
      setDraft(null)
      return
    }
    setDraft({ percents: next, isCommitted: true })
    timer.current = setTimeout(() => setDraft(null), EFFECT_PATIENCE_MS)
    onCommit([...next])
  }
  return {
    shown: draft?.percents ?? percents,
    move,
    commit,
    commitAfterPause: (next) => {
      move(next)
      timer.current = setTimeout(() => commit(next), KEYBOARD_PAUSE_MS)
    },
    settle: () => {
      if (draft?.isCommitted === false) commit(draft.percents)
    },
  }
}
