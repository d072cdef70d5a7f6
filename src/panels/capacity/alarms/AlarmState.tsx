/** The state of an alarm by word, shape and colour. */
import type { AlarmStateValue } from '../../../engine/cloudWatch/alarmSettings'
import styles from './Alarms.module.css'

const SHAPES: Record<AlarmStateValue, string> = { OK: 'M1 6L4 9L10 2', ALARM: 'M6 1L11 10H1Z', INSUFFICIENT_DATA: 'M2 6H3M5.5 6H6.5M9 6H10' }

/** The words are the API's own. */
export function AlarmState({ state }: { state: AlarmStateValue }) {
  return (
    <span className={styles.state} data-state={state}>
      <svg viewBox="0 0 12 11" width="12" height="11" aria-hidden="true">
        <path d={SHAPES[state]} fill={state === 'ALARM' ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="2" />
      </svg>
      {state.replace('_', ' ')}
    </span>
  )
}
