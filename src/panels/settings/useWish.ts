/** What the person wished for last, until the world has it or refuses it: changes in quick succession build on each other. */
import { useEffect, useRef } from 'react'
import type { Command } from '../../engine/commands'
import { useActions, useWorld } from '../../store/hooks'

/** After this time the world's own word holds: the wish is past. */
export const PATIENCE_MS = 2_500

/** @param known the world's own value, equal to the wish once that has come true. */
export function useWish<T>(known: T, commandOf: (wish: T) => Command): (change: (now: T) => T) => void {
  const { submit } = useActions()
  const { type } = commandOf(known)
  const refusal = useWorld(({ events }) => events.findLast((event) => event.kind === 'CommandRefused' && event.command === type) ?? null)
  const wished = useRef<{ value: T; untilMs: number } | null>(null)
  useEffect(() => {
    if (JSON.stringify(wished.current?.value) === JSON.stringify(known)) wished.current = null
  }, [known])
  useEffect(() => {
    wished.current = null
  }, [refusal])
  return (change) => {
    const nowMs = performance.now()
    const value = change(wished.current !== null && nowMs < wished.current.untilMs ? wished.current.value : known)
    wished.current = { value, untilMs: nowMs + PATIENCE_MS }
    submit(commandOf(value))
  }
}
