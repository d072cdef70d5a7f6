/** A record as it came and as it went. */
import { useTranslation } from 'react-i18next'
import sunken from '../../../widgets/text.module.css'
import sheet from '../../sheet/Sheet.module.css'

export function BeforeAndAfter({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation('producers')
  return (
    <div className={sheet.pair}>
      <h3>{t('agent.lastRecord')}</h3>
      <pre className={sunken.text} tabIndex={0} aria-label={t('agent.before')}>
        {before}
      </pre>
      <span aria-hidden="true">↓</span>
      <pre className={sunken.text} tabIndex={0} aria-label={t('agent.after')}>
        {after}
      </pre>
    </div>
  )
}
