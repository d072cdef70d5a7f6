/** The value under a moving thumb: shown at once, committed once, and given back to the world when its effect arrives. */
import { useEffect, useRef, useState } from 'react'

interface Draft {
  value: number
  phase: 'moving' | 'committed'
}

/** Arrow keys pressed one after another are one movement. */
const KEYBOARD_PAUSE_MS = 600
/** How long a committed value stays shown while its effect is awaited. */
const EFFECT_PATIENCE_MS = 2_500

export function useDraft({ value, onCommit }: { value: number; onCommit: (value: number) => void }) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [seenValue, setSeenValue] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (seenValue !== value) {
    setSeenValue(value)
    if (draft?.phase === 'committed') setDraft(null)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  const commit = (next: number) => {
    clearTimeout(timer.current)
    if (next === value) {
      setDraft(null)
      return
    }
    setDraft({ value: next, phase: 'committed' })
    timer.current = setTimeout(() => setDraft(null), EFFECT_PATIENCE_MS)
    onCommit(next)
  }
  return {
    shown: draft?.value ?? value,
    isMoving: draft?.phase === 'moving',
    move: (next: number) => {
      clearTimeout(timer.current)
      setDraft({ value: next, phase: 'moving' })
    },
    commit,
    commitAfterPause: (next: number) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => commit(next), KEYBOARD_PAUSE_MS)
    },
  }
}
