/** In which languages an application on the KCL can be written, and what runs beside it. Source: facts F10. */
import { useTranslation } from 'react-i18next'
import sheet from '../sheet/Sheet.module.css'

const LANGUAGES = ['Java', 'Python', 'Node.js', '.NET', 'Ruby', 'Go'] as const
type Way = 'native' | 'daemon' | 'community'

const WAYS: Record<(typeof LANGUAGES)[number], Way> = { Java: 'native', Python: 'daemon', 'Node.js': 'daemon', '.NET': 'daemon', Ruby: 'daemon', Go: 'community' }

export function Languages() {
  const { t } = useTranslation('consumers')
  return (
    <>
      <p className={sheet.hint}>{t('languages.means')}</p>
      <table className={sheet.table}>
        <caption>{t('languages.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('languages.language')}</th>
            <th scope="col">{t('languages.how')}</th>
          </tr>
        </thead>
        <tbody>
          {LANGUAGES.map((language) => (
            <tr key={language}>
              <th scope="row">{language}</th>
              <td>{t(`languages.${WAYS[language]}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={sheet.hint}>{t('languages.messages')}</p>
    </>
  )
}
