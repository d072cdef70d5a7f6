/** An exception as the service words it, then what it means and what to do about it. */
import { useTranslation } from 'react-i18next'
import { explanationOf } from './explanations'
import styles from './Result.module.css'

export function RefusalText({ exception, message }: { exception: string; message: string }) {
  const { t } = useTranslation('console')
  const name = explanationOf(exception)
  return (
    <div className={styles.refusal}>
      <p className={styles.message} lang="en">
        {message}
      </p>
      <p>{t(`exception.${name}.means`)}</p>
      <p>{t(`exception.${name}.do`)}</p>
    </div>
  )
}
