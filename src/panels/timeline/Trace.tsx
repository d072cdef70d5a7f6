/** The chosen call on the timeline: a bracket from the call to the end of its effect, and a line at each step. */
import type { SimMs } from '../../base/units'
import { useView } from '../../store/hooks'
import styles from './Timeline.module.css'

/** A reshard of thousands of shards is one stretch, not thousands of lines. */
const STEPS_DRAWN_MAX = 100

export function Trace({ untilMs }: { untilMs: SimMs }) {
  const events = useView((view) => view.tracedEvents)
  const [call] = events
  if (call === undefined) return null
  const percentOf = (atMs: SimMs) => `${Math.min(100, (100 * atMs) / untilMs)}%`
  const lastMs = events.reduce((last, event) => Math.max(last, event.at), call.at)
  const instants = [...new Set(events.map((event) => event.at))].slice(0, STEPS_DRAWN_MAX)
  return (
    <div aria-hidden="true">
      <span className={styles.trace} style={{ left: percentOf(call.at), width: `${(100 * (lastMs - call.at)) / untilMs}%` }} />
      {instants.map((atMs) => (
        <span key={atMs} className={styles.traceStep} style={{ left: percentOf(atMs) }} />
      ))}
    </div>
  )
}
