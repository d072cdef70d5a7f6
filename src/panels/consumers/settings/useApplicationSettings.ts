/** How a form changes settings of an application: a part of them, on top of what was wished for last, unless that was refused. */
import { useEffect, useRef } from 'react'
import type { ApplicationSettings } from '../../../engine/consumers/settings'
import { useActions, useWorld } from '../../../store/hooks'

/** After this time the world's own word holds: the wish is past. */
const PATIENCE_MS = 2_500

export function useApplicationSettings<Settings extends ApplicationSettings>(settings: Settings): (part: Partial<Settings>) => void {
  const { submit } = useActions()
  const refusal = useWorld(({ events }) => events.findLast((event) => event.kind === 'CommandRefused' && event.command === 'SetApplicationSettings') ?? null)
  const wished = useRef<{ value: Settings; untilMs: number } | null>(null)
  useEffect(() => {
    if (JSON.stringify(wished.current?.value) === JSON.stringify(settings)) wished.current = null
  }, [settings])
  useEffect(() => {
    wished.current = null
  }, [refusal])
  return (part) => {
    const nowMs = performance.now()
    const known = wished.current !== null && nowMs < wished.current.untilMs ? wished.current.value : settings
    const value: Settings = { ...known, ...part }
    wished.current = { value, untilMs: nowMs + PATIENCE_MS }
    submit({ type: 'SetApplicationSettings', application: settings.name, settings: value })
  }
}
