/** An exception as the service words it, then what it means and what to do about it. */
import { Explanation } from '../serviceRefusals/CallRefusal'
import styles from './Result.module.css'

export function RefusalText({ exception, message }: { exception: string; message: string }) {
  return (
    <div className={styles.refusal}>
      <p className={styles.message} lang="en">
        {message}
      </p>
      <Explanation exception={exception} message={message} />
    </div>
  )
}
