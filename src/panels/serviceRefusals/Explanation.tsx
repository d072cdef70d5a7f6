/** What a refusal of the service means here, and what to do about it. */
import { useTranslation } from 'react-i18next'
import { explainRefusal } from './explainRefusal'
import type { ServiceRefusal } from './explainRefusal'
import styles from './Explanation.module.css'

export function Explanation(refusal: ServiceRefusal) {
  const { t } = useTranslation(['serviceRefusals', 'console'])
  const { means, help } = explainRefusal(refusal, t)
  return (
    <div className={styles.explanation}>
      <p>{means}</p>
      <p>{help}</p>
    </div>
  )
}
