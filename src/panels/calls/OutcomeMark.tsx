/** Accepted or refused, as a shape: the words stand beside it. */
import styles from './Calls.module.css'

export function OutcomeMark({ isAccepted }: { isAccepted: boolean }) {
  return (
    <svg className={styles.mark} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" data-refused={!isAccepted}>
      <path d={isAccepted ? 'M1.8 6.6 4.8 9.6 10.4 2.8' : 'M6 1.4A4.6 4.6 0 1 1 6 10.6 4.6 4.6 0 0 1 6 1.4ZM2.8 9.2 9.2 2.8'} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
