/** Request and response as they are on the wire. */
import { useTranslation } from 'react-i18next'
import type { HttpExchange, HttpText } from './httpExchange'
import styles from './Console.module.css'
import textStyles from './Text.module.css'

export function HttpView({ http }: { http: HttpExchange }) {
  const { t } = useTranslation('console')
  return (
    <details className={styles.optional}>
      <summary>{t('http')}</summary>
      {http.request === null ? null : <Message name={t('httpRequest')} message={http.request} />}
      {http.response === null ? null : <Message name={t('httpResponse')} message={http.response} />}
    </details>
  )
}

function Message({ name, message }: { name: string; message: HttpText }) {
  return (
    <>
      <h4 className={styles.hint}>{name}</h4>
      <pre className={textStyles.pre} tabIndex={0} role="region" aria-label={name}>
        {`${message.start}\n${message.headers.map(([header, value]) => `${header}: ${value}\n`).join('')}\n${message.body}`}
      </pre>
    </>
  )
}
